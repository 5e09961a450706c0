package dev.arrway.library;

import dev.arrway.domain.media.MediaKind;
import java.util.Locale;

/** What a library holds. */
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

  static LibraryKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
