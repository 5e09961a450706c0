package dev.arrway.upstream.radarr;

import dev.arrway.upstream.shared.arr.ArrWire;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Radarr's API v3 sends, as far as it is used; everything may be absent. */
final class RadarrWire {
  private RadarrWire() {}

  /** A movie of the library, of a look-up (without id, or with 0), or of a wanted list. */
  record Movie(
      @Nullable Long id,
      @Nullable Integer tmdbId,
      @Nullable String imdbId,
      @Nullable String title,
      @Nullable String sortTitle,
      @Nullable String originalTitle,
      @Nullable List<Titled> alternateTitles,
      @Nullable Integer year,
      @Nullable Integer secondaryYear,
      @Nullable Boolean monitored,
      @Nullable Boolean hasFile,
      @Nullable Boolean isAvailable,
      @Nullable String status,
      @Nullable String overview,
      @Nullable String minimumAvailability,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolderPath,
      @Nullable String path,
      @Nullable Double sizeOnDisk,
      @Nullable Statistics statistics,
      @Nullable String added,
      @Nullable String releaseDate,
      @Nullable String digitalRelease,
      @Nullable String physicalRelease,
      @Nullable String inCinemas,
      @Nullable Integer runtime,
      @Nullable String lastSearchTime,
      @Nullable List<Long> tags) {}

  /** Another title. */
  record Titled(@Nullable String title) {}

  /** Sums over a movie's files. */
  record Statistics(@Nullable Double sizeOnDisk) {}

  /** A row of {@code GET /queue}. Sizes are decimal numbers there. */
  record QueueRow(
      @Nullable Long id,
      @Nullable Long movieId,
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
      @Nullable Long movieId,
      @Nullable String sourceTitle,
      ArrWire.@Nullable QualityModel quality,
      @Nullable String date,
      @Nullable String downloadId,
      @Nullable String eventType,
      @Nullable Map<String, @Nullable String> data) {}
}
