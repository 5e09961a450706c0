package dev.arrway.sandbox.media;

import java.util.List;

/**
 * A library of a simulated media server.
 *
 * @param number 1 and up
 * @param kind what it holds
 * @param locations absolute, without a slash at the end
 */
public record MediaFolder(int number, String name, Kind kind, List<String> locations) {
  /** Keeps its own copy of the locations. */
  public MediaFolder {
    locations = List.copyOf(locations);
  }

  /** What a library holds. */
  public enum Kind {
    /** Movies. */
    MOVIES,
    /** Series. */
    SERIES,
    /** Music, which is never scanned for anything. */
    MUSIC
  }

  /** The longest of its locations that a path lies in; empty text when there is none. */
  String holding(String path) {
    return locations.stream()
        .filter(location -> within(path, location))
        .max(java.util.Comparator.comparingInt(String::length))
        .orElse("");
  }

  static boolean within(String path, String folder) {
    return path.equals(folder) || path.startsWith(folder.equals("/") ? folder : folder + "/");
  }
}
