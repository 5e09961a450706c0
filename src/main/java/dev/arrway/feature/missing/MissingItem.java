package dev.arrway.feature.missing;

import org.jspecify.annotations.Nullable;

/**
 * A movie or an episode that a playlist offers and no library holds.
 *
 * @param entryId the entry that stands for it: of its copies the one that came nearest to a match
 * @param type {@code movie} or {@code series}
 * @param copies entries that offer it
 * @param bestMatch what came nearest, or null
 */
public record MissingItem(
    long entryId,
    long playlistId,
    String type,
    String title,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String group,
    int copies,
    @Nullable BestMatch bestMatch) {

  /** The library item that comes nearest, though not near enough. */
  public record BestMatch(
      int confidence,
      String method,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable String title,
      @Nullable Integer year) {}
}
