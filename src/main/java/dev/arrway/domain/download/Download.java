package dev.arrway.domain.download;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One download of one client.
 *
 * @param id the client's: the lower-case info hash of a torrent, the job id of a Usenet download
 * @param phase the client's own word for its state, lower case
 * @param progress 0 to 1
 * @param etaSeconds null when nobody knows
 * @param size bytes, null before it is known
 * @param remaining bytes that are missing, null before it is known
 * @param rate bytes a second that arrive now
 * @param seeds connected peers that have all of it, torrents only
 * @param peers other connected peers, torrents only
 * @param ratio uploaded to downloaded, torrents only
 * @param category as the client has it; null when it has none
 * @param tags as the client has them, torrents only
 * @param outputPath where its files are or will be, as the client sees it; null before it knows
 * @param error why it failed or what is wrong, for people
 * @param troubles what is wrong with it now
 * @param isPrivate whether its tracker wants to know who takes part; null when unknown
 * @param addedAt null when the client does not say
 * @param completedAt null before it is complete
 */
public record Download(
    String id,
    String name,
    DownloadKind kind,
    DownloadStatus status,
    String phase,
    double progress,
    @Nullable Long etaSeconds,
    @Nullable Long size,
    @Nullable Long remaining,
    long rate,
    @Nullable Integer seeds,
    @Nullable Integer peers,
    @Nullable Double ratio,
    @Nullable String category,
    @Nullable DownloadPriority priority,
    List<String> tags,
    @Nullable String outputPath,
    @Nullable String error,
    Set<DownloadTrouble> troubles,
    @Nullable Boolean isPrivate,
    @Nullable Instant addedAt,
    @Nullable Instant completedAt) {
  public Download {
    tags = tags == null ? List.of() : List.copyOf(tags);
    troubles = troubles == null ? Set.of() : Set.copyOf(troubles);
  }
}
