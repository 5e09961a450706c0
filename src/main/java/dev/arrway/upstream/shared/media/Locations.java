package dev.arrway.upstream.shared.media;

import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the library that a path belongs to. */
public final class Locations {
  private static final int NAMED = 20;

  private Locations() {}

  /** The library with the longest folder that the path lies in; empty when there is none. */
  public static Optional<MediaLibrary> of(MediaPath path, List<MediaLibrary> libraries) {
    return libraries.stream()
        .flatMap(
            library ->
                library.locations().stream()
                    .flatMap(location -> MediaPath.parse(location).stream())
                    .filter(path::within)
                    .map(location -> new Found(library, location.parts().size())))
        .max(Comparator.comparingInt(Found::depth))
        .map(Found::library);
  }

  private record Found(MediaLibrary library, int depth) {}

  /**
   * The same.
   *
   * @throws FailureException {@code upstream_rejected} that names the path and what there is
   */
  public static MediaLibrary require(MediaPath path, List<MediaLibrary> libraries) {
    return of(path, libraries)
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.UPSTREAM_REJECTED,
                    "No library of the server holds "
                        + path
                        + "; it has "
                        + known(libraries)
                        + ". Are the path mappings right?"));
  }

  private static String known(List<MediaLibrary> libraries) {
    List<String> all =
        libraries.stream().flatMap(library -> library.locations().stream()).sorted().toList();
    String named = all.stream().limit(NAMED).collect(Collectors.joining(", "));
    return all.isEmpty()
        ? "no folders"
        : all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
  }

  /**
   * The library of this id.
   *
   * @throws FailureException {@code upstream_not_found}
   */
  public static MediaLibrary byId(String id, List<MediaLibrary> libraries) {
    return libraries.stream()
        .filter(library -> library.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.UPSTREAM_NOT_FOUND, "The server has no such library."));
  }
}
