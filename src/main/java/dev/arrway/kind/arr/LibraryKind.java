package dev.arrway.kind.arr;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Upstream;
import java.util.Locale;

/** The kind of titles in a library. */
public enum LibraryKind {
  /** Movies. */
  MOVIE,
  /** Series. */
  SERIES;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The same for the matcher. */
  public MediaKind media() {
    return this == MOVIE ? MediaKind.MOVIE : MediaKind.SERIES;
  }

  /** What the libraries of a vendor hold; throws {@code not_supported} when it has none. */
  public static LibraryKind of(Upstream upstream) {
    return ArrKind.holds(upstream)
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.NOT_SUPPORTED,
                    "A " + upstream.title() + " instance has no library."));
  }

  /** Returns the one of a name that the API shows. */
  public static LibraryKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
