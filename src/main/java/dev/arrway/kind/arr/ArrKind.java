package dev.arrway.kind.arr;

import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamKind;
import java.util.Optional;

/** The kind of Radarr and Sonarr: managers of a library of movies or series. */
public final class ArrKind {
  /** The kind with its messages, handlers and descriptions. */
  public static final UpstreamKind<ArrTraits> KIND =
      new UpstreamKind<>("arr", ArrMessages.FAMILY, ArrCommands.TABLE, ArrChanges.DESCRIPTIONS);

  private ArrKind() {}

  /** Returns the reader of what a vendor's servers send; empty when they send nothing. */
  public static Optional<ArrNewsReader> news(Upstream upstream) {
    return upstream.traits(KIND).flatMap(ArrTraits::news);
  }

  /** Returns what a vendor's libraries hold; empty when it has none. */
  public static Optional<LibraryKind> holds(Upstream upstream) {
    return upstream.traits(KIND).map(ArrTraits::holds);
  }
}
