package dev.arrway.upstream.shared.media;

import dev.arrway.domain.mediaserver.MediaPath;
import dev.arrway.protocol.Failure;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Translates paths as other servers see them into paths as one server sees them: {@code /movies} of
 * one container may be {@code D:\Media\Movies} of another host. The longest folder that fits is
 * taken; what fits none stays as it is.
 */
public final class PathMappings {
  /** The setting's name. */
  public static final String SETTING = "path_mappings";

  private final List<Mapping> mappings;

  private record Mapping(MediaPath from, MediaPath to) {}

  private PathMappings(List<Mapping> mappings) {
    this.mappings = mappings;
  }

  /**
   * From the folder as others see it to the folder as the server sees it.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} when one is not absolute
   */
  public static PathMappings of(Map<String, String> folders) {
    return new PathMappings(
        folders.entrySet().stream()
            .map(each -> new Mapping(folder(each.getKey()), folder(each.getValue())))
            .sorted(Comparator.comparingInt((Mapping m) -> m.from().parts().size()).reversed())
            .toList());
  }

  private static MediaPath folder(String text) {
    return MediaPath.parse(text)
        .orElseThrow(
            () ->
                Failure.invalid("settings." + SETTING, "must have absolute paths on both sides")
                    .asException());
  }

  /** The path as the server sees it. */
  public MediaPath toServer(MediaPath path) {
    return mappings.stream()
        .filter(mapping -> path.within(mapping.from()))
        .findFirst()
        .map(mapping -> path.moved(mapping.from(), mapping.to()))
        .orElse(path);
  }

  /**
   * The same of a path that was given as text.
   *
   * @throws dev.arrway.protocol.FailureException {@code invalid} when it is not absolute
   */
  public MediaPath toServer(String path) {
    return toServer(
        MediaPath.parse(path)
            .orElseThrow(() -> Failure.invalid("path", "must be an absolute path").asException()));
  }
}
