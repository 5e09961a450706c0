package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.Title;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie in the library.
 *
 * @param minimumAvailability {@code announced}, {@code inCinemas} or {@code released}
 * @param path its folder
 * @param file null while it is missing
 * @param lastSearch null when nobody searched
 */
public record Movie(
    int id,
    Title title,
    boolean monitored,
    String minimumAvailability,
    int profileId,
    String rootFolder,
    String path,
    List<Integer> tags,
    Instant added,
    @Nullable MovieFile file,
    @Nullable Instant lastSearch) {
  /** Keeps its own copy of the tags. */
  public Movie {
    tags = List.copyOf(tags);
  }

  boolean hasFile() {
    return file != null;
  }

  /** Titles up to last year count as released. */
  boolean available(int thisYear) {
    return title.year() < thisYear;
  }

  Movie monitored(boolean value) {
    return new Movie(
        id,
        title,
        value,
        minimumAvailability,
        profileId,
        rootFolder,
        path,
        tags,
        added,
        file,
        lastSearch);
  }

  Movie profile(int value) {
    return new Movie(
        id,
        title,
        monitored,
        minimumAvailability,
        value,
        rootFolder,
        path,
        tags,
        added,
        file,
        lastSearch);
  }

  Movie available(String value) {
    return new Movie(
        id, title, monitored, value, profileId, rootFolder, path, tags, added, file, lastSearch);
  }

  Movie at(String folder, String newPath) {
    return new Movie(
        id,
        title,
        monitored,
        minimumAvailability,
        profileId,
        folder,
        newPath,
        tags,
        added,
        file,
        lastSearch);
  }

  Movie tags(List<Integer> value) {
    return new Movie(
        id,
        title,
        monitored,
        minimumAvailability,
        profileId,
        rootFolder,
        path,
        value,
        added,
        file,
        lastSearch);
  }

  Movie searched(Instant value) {
    return new Movie(
        id,
        title,
        monitored,
        minimumAvailability,
        profileId,
        rootFolder,
        path,
        tags,
        added,
        file,
        value);
  }

  Movie file(@Nullable MovieFile value) {
    return new Movie(
        id,
        title,
        monitored,
        minimumAvailability,
        profileId,
        rootFolder,
        path,
        tags,
        added,
        value,
        lastSearch);
  }
}
