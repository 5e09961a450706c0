package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Title;
import java.time.Instant;
import java.util.List;

/**
 * A series in the library.
 *
 * @param type {@code standard}, {@code daily} or {@code anime}
 * @param path its folder
 * @param seasonsOff numbers of the seasons that are not monitored
 */
public record Series(
    int id,
    Title title,
    boolean monitored,
    String type,
    boolean seasonFolder,
    int profileId,
    String rootFolder,
    String path,
    List<Integer> tags,
    Instant added,
    List<Integer> seasonsOff) {
  /** Keeps its own copies. */
  public Series {
    tags = List.copyOf(tags);
    seasonsOff = List.copyOf(seasonsOff);
  }

  Series settings(boolean newMonitored, String newType, boolean newSeasonFolder, int newProfile) {
    return new Series(
        id,
        title,
        newMonitored,
        newType,
        newSeasonFolder,
        newProfile,
        rootFolder,
        path,
        tags,
        added,
        seasonsOff);
  }

  Series at(String folder, String newPath) {
    return new Series(
        id,
        title,
        monitored,
        type,
        seasonFolder,
        profileId,
        folder,
        newPath,
        tags,
        added,
        seasonsOff);
  }

  Series tags(List<Integer> value) {
    return new Series(
        id,
        title,
        monitored,
        type,
        seasonFolder,
        profileId,
        rootFolder,
        path,
        value,
        added,
        seasonsOff);
  }

  Series seasonsOff(List<Integer> value) {
    return new Series(
        id, title, monitored, type, seasonFolder, profileId, rootFolder, path, tags, added, value);
  }
}
