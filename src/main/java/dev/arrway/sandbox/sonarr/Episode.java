package dev.arrway.sandbox.sonarr;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An episode of a series in the library.
 *
 * @param season 0 for specials
 * @param file null while it is missing
 * @param lastSearch null when nobody searched
 */
public record Episode(
    int id,
    int seriesId,
    int season,
    int number,
    Instant airs,
    boolean monitored,
    @Nullable EpisodeFile file,
    @Nullable Instant lastSearch) {
  boolean hasFile() {
    return file != null;
  }

  Episode monitored(boolean value) {
    return new Episode(id, seriesId, season, number, airs, value, file, lastSearch);
  }

  Episode file(@Nullable EpisodeFile value) {
    return new Episode(id, seriesId, season, number, airs, monitored, value, lastSearch);
  }

  Episode searched(Instant value) {
    return new Episode(id, seriesId, season, number, airs, monitored, file, value);
  }

  /** {@code S01E02}. */
  String label() {
    return String.format("S%02dE%02d", season, number);
  }
}
