package dev.arrway.upstream.sonarr;

import dev.arrway.upstream.shared.arr.ArrWire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Sonarr's API v3 sends, as far as it is used; everything may be absent. */
final class SonarrWire {
  private SonarrWire() {}

  /** A series of the library, or of a look-up (without id, or with 0). */
  record Series(
      @Nullable Long id,
      @Nullable Integer tvdbId,
      @Nullable Integer tmdbId,
      @Nullable String imdbId,
      @Nullable String title,
      @Nullable String sortTitle,
      @Nullable List<Titled> alternateTitles,
      @Nullable Integer year,
      @Nullable Boolean monitored,
      @Nullable String status,
      @Nullable String overview,
      @Nullable Integer runtime,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolderPath,
      @Nullable String path,
      @Nullable List<Season> seasons,
      @Nullable Statistics statistics,
      @Nullable String added,
      @Nullable List<Long> tags) {}

  /** Another title. */
  record Titled(@Nullable String title) {}

  /** A season; 0 holds the specials. */
  record Season(@Nullable Integer seasonNumber) {}

  /** Sums over a series' files. */
  record Statistics(
      @Nullable Integer episodeFileCount,
      @Nullable Integer episodeCount,
      @Nullable Double sizeOnDisk) {}

  /** An episode of a wanted list, or beside a row of the queue. */
  record Episode(
      @Nullable Long id,
      @Nullable Long seriesId,
      @Nullable Integer seasonNumber,
      @Nullable Integer episodeNumber,
      @Nullable String title,
      @Nullable Boolean monitored,
      @Nullable String airDate,
      @Nullable String airDateUtc,
      @Nullable String lastSearchTime,
      @Nullable Integer runtime,
      @Nullable Boolean hasFile,
      @Nullable Series series) {}

  /** A row of {@code GET /queue}: one an episode. Sizes are decimal numbers there. */
  record QueueRow(
      @Nullable Long id,
      @Nullable Long seriesId,
      @Nullable Long episodeId,
      @Nullable Integer seasonNumber,
      @Nullable Episode episode,
      @Nullable String title,
      @Nullable Double size,
      @Nullable Double sizeleft,
      @Nullable String timeleft,
      @Nullable String status,
      @Nullable String trackedDownloadStatus,
      @Nullable String trackedDownloadState,
      @Nullable List<ArrWire.StatusMessage> statusMessages,
      @Nullable String errorMessage,
      @Nullable String downloadId,
      @Nullable String downloadClient,
      @Nullable String protocol,
      @Nullable String indexer,
      ArrWire.@Nullable QualityModel quality,
      @Nullable String outputPath) {}

  /** A row of {@code GET /history}. */
  record HistoryRow(
      @Nullable Long id,
      @Nullable Long seriesId,
      @Nullable Long episodeId,
      @Nullable String sourceTitle,
      ArrWire.@Nullable QualityModel quality,
      @Nullable String date,
      @Nullable String downloadId,
      @Nullable String eventType,
      @Nullable Map<String, @Nullable String> data) {}
}
