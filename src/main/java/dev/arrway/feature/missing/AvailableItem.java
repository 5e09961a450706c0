package dev.arrway.feature.missing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A library item that is wanted and that a playlist offers.
 *
 * @param missingEpisodes of a series, episodes that have been broadcast and have no file
 * @param entriesTotal entries that offer it
 * @param entries the first of them
 */
public record AvailableItem(
    long instanceId,
    long libraryId,
    String type,
    String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable Integer missingEpisodes,
    long entriesTotal,
    List<Offer> entries) {
  public AvailableItem {
    entries = List.copyOf(entries);
  }

  /** An entry that offers it; confidence is 0 to 100. */
  public record Offer(
      long id,
      long playlistId,
      String playlist,
      String name,
      @Nullable String quality,
      @Nullable String language,
      @Nullable Integer season,
      @Nullable Integer episode,
      int confidence) {}
}
