package dev.arrway.feature.missing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie or a series that playlists offer and no library holds.
 *
 * @param entryIds the entries that stand for it and its episodes, ascending
 * @param tmdbId as an entry states it, or null
 */
public record MissingTitle(
    List<Long> entryIds,
    String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId) {
  public MissingTitle {
    entryIds = List.copyOf(entryIds);
  }
}
