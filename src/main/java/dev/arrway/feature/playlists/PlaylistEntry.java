package dev.arrway.feature.playlists;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry as its owner sees it.
 *
 * @param line 1-based line of its {@code #EXTINF}
 * @param kind {@code movie}, {@code series} or {@code live}
 * @param url where it plays, with credentials masked
 * @param missing whether no library holds it; null for channels and until it was matched
 * @param match what it was matched to, or null when nothing came near
 */
public record PlaylistEntry(
    long id,
    long line,
    String kind,
    String name,
    String title,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String group,
    @Nullable String quality,
    @Nullable String language,
    String url,
    @Nullable Boolean missing,
    @Nullable Match match) {

  /** The library item that an entry is, as far as can be told; confidence is 0 to 100. */
  public record Match(
      int confidence,
      String method,
      List<String> reasons,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String title,
      @Nullable Integer year) {
    public Match {
      reasons = List.copyOf(reasons);
    }
  }
}
