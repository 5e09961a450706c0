package dev.arrway.upstream.qbittorrent;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what qBittorrent sends into the gateway's own values. */
final class QbittorrentMapper {
  /** How qBittorrent writes that nobody knows when: a hundred days. */
  private static final long NO_ETA = 8_640_000;

  /** The end of the year 9999, in seconds since 1970. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private QbittorrentMapper() {}

  /**
   * A torrent.
   *
   * @param id its hash
   * @param isPrivate whether it is private, where the list does not say; or null
   * @param freeSpace bytes that are free where downloads go, or null when unknown
   */
  static Download download(
      String id,
      QbittorrentWire.Torrent torrent,
      @Nullable Boolean isPrivate,
      @Nullable Long freeSpace) {
    String state = Objects.requireNonNullElse(torrent.state(), "unknown");
    double progress = progress(torrent);
    DownloadStatus status = status(state, progress);
    Set<DownloadTrouble> troubles = troubles(state, status, torrent, freeSpace);
    Long size = positive(torrent.size());
    return new Download(
        id,
        Objects.requireNonNullElse(torrent.name(), id),
        DownloadKind.TORRENT,
        status,
        state.toLowerCase(Locale.ROOT),
        progress,
        status.active() ? eta(torrent.eta()) : null,
        size,
        size == null ? null : torrent.amountLeft(),
        Objects.requireNonNullElse(torrent.dlspeed(), 0L),
        torrent.numSeeds(),
        torrent.numLeechs(),
        torrent.ratio(),
        text(torrent.category()),
        Boolean.TRUE.equals(torrent.forceStart()) ? DownloadPriority.FORCE : null,
        tags(torrent.tags()),
        outputPath(torrent),
        error(troubles),
        troubles,
        torrent.isPrivate() == null ? isPrivate : torrent.isPrivate(),
        time(torrent.addedOn()),
        progress < 1 ? null : time(torrent.completionOn()));
  }

  private static double progress(QbittorrentWire.Torrent torrent) {
    Double progress = torrent.progress();
    return progress == null || progress.isNaN() ? 0 : Math.max(0, Math.min(1, progress));
  }

  /** The states of all versions; those that end in UP have everything. */
  static DownloadStatus status(String state, double progress) {
    return switch (state) {
      case "error", "missingFiles" -> DownloadStatus.FAILED;
      case "uploading",
          "forcedUP",
          "stalledUP",
          "queuedUP",
          "checkingUP",
          "pausedUP",
          "stoppedUP" ->
          DownloadStatus.COMPLETED;
      case "pausedDL", "stoppedDL" ->
          progress >= 1 ? DownloadStatus.COMPLETED : DownloadStatus.PAUSED;
      case "queuedDL", "metaDL", "forcedMetaDL" -> DownloadStatus.QUEUED;
      case "checkingResumeData" -> progress >= 1 ? DownloadStatus.COMPLETED : DownloadStatus.QUEUED;
      default -> DownloadStatus.DOWNLOADING;
    };
  }

  private static Set<DownloadTrouble> troubles(
      String state,
      DownloadStatus status,
      QbittorrentWire.Torrent torrent,
      @Nullable Long freeSpace) {
    Set<DownloadTrouble> troubles = EnumSet.noneOf(DownloadTrouble.class);
    switch (state) {
      case "error" -> troubles.add(full(torrent, freeSpace));
      case "missingFiles" -> troubles.add(DownloadTrouble.MISSING_FILES);
      case "stalledDL" -> troubles.add(DownloadTrouble.STALLED);
      case "metaDL", "forcedMetaDL" -> {
        if (none(torrent.numSeeds()) && none(torrent.numLeechs())) {
          troubles.add(DownloadTrouble.NO_METADATA);
        }
      }
      default -> {}
    }
    Double availability = torrent.availability();
    if (status == DownloadStatus.DOWNLOADING
        && !state.startsWith("checking")
        && none(torrent.numSeeds())
        && availability != null
        && availability >= 0
        && availability < 1) {
      troubles.add(DownloadTrouble.NO_PEERS);
    }
    return troubles;
  }

  /** qBittorrent does not say what the error is, but how much space there is. */
  private static DownloadTrouble full(QbittorrentWire.Torrent torrent, @Nullable Long freeSpace) {
    Long left = torrent.amountLeft();
    return freeSpace != null && left != null && freeSpace < left
        ? DownloadTrouble.DISK_FULL
        : DownloadTrouble.CLIENT_ERROR;
  }

  private static @Nullable String error(Set<DownloadTrouble> troubles) {
    return troubles.stream().sorted().map(QbittorrentMapper::words).findFirst().orElse(null);
  }

  private static String words(DownloadTrouble trouble) {
    return switch (trouble) {
      case STALLED -> "Nobody sends any of it.";
      case NO_PEERS -> "Nobody who is connected has all of it.";
      case NO_METADATA -> "Nobody tells what the magnet link stands for.";
      case MISSING_FILES -> "Files of it are gone.";
      case DISK_FULL -> "There is not enough space for it.";
      default -> "qBittorrent reports an error; its log says which.";
    };
  }

  private static boolean none(@Nullable Integer peers) {
    return peers == null || peers <= 0;
  }

  private static @Nullable Long eta(@Nullable Long seconds) {
    return seconds == null || seconds < 0 || seconds >= NO_ETA ? null : seconds;
  }

  private static @Nullable Long positive(@Nullable Long value) {
    return value == null || value <= 0 ? null : value;
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  static List<String> tags(@Nullable String joined) {
    return joined == null
        ? List.of()
        : Arrays.stream(joined.split(",")).map(String::strip).filter(t -> !t.isEmpty()).toList();
  }

  /** Versions before 4.3.2 do not tell the path of the content. */
  private static @Nullable String outputPath(QbittorrentWire.Torrent torrent) {
    String content = text(torrent.contentPath());
    String folder = text(torrent.savePath());
    if (content != null || folder == null || text(torrent.name()) == null) {
      return content;
    }
    return folder.replaceFirst("[/\\\\]+$", "")
        + (folder.indexOf('\\') >= 0 ? "\\" : "/")
        + torrent.name();
  }

  private static @Nullable Instant time(@Nullable Long epochSeconds) {
    return epochSeconds == null || epochSeconds <= 0 || epochSeconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(epochSeconds);
  }
}
