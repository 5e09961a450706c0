package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.domain.download.InfoHash;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The conversion of Transmission's torrents to downloads. */
final class TransmissionMapper {
  /** The end of the year 9999, in seconds since 1970. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private static final int LOCAL_ERROR = 3;

  private TransmissionMapper() {}

  /**
   * Returns a torrent as a download. Its first label is its category, the others are its tags.
   *
   * @throws FailureException {@code upstream_unexpected} when it has no hash
   */
  static Download download(TransmissionWire.Torrent torrent) {
    TorrentState state = TorrentState.of(torrent.status());
    boolean hasMetadata = hasMetadata(torrent);
    boolean complete = complete(torrent);
    DownloadStatus status = status(torrent, state);
    Long size = hasMetadata ? positive(torrent.sizeWhenDone()) : null;
    String id = hash(torrent);
    List<String> labels = labels(torrent);
    return new Download(
        id,
        Objects.requireNonNullElse(text(torrent.name()), id),
        DownloadKind.TORRENT,
        status,
        phase(torrent, state),
        progress(torrent),
        status.active() ? notNegative(torrent.eta()) : null,
        size,
        size == null ? null : notNegative(torrent.leftUntilDone()),
        Math.max(0, Objects.requireNonNullElse(torrent.rateDownload(), 0L)),
        null,
        torrent.peersConnected(),
        ratio(torrent.uploadRatio()),
        labels.isEmpty() ? null : labels.get(0),
        priority(torrent.bandwidthPriority()),
        labels.isEmpty() ? labels : labels.subList(1, labels.size()),
        hasMetadata ? outputPath(torrent) : null,
        error(torrent),
        troubles(torrent, state),
        hasMetadata ? torrent.isPrivate() : null,
        time(torrent.addedDate()),
        complete ? time(torrent.doneDate()) : null);
  }

  /** A server reports that the ratio is reached whatever the torrent does. */
  private static String phase(TransmissionWire.Torrent torrent, TorrentState state) {
    boolean finished =
        state == TorrentState.STOPPED
            && !failed(torrent)
            && Boolean.TRUE.equals(torrent.isFinished());
    return finished ? "finished" : state.phase();
  }

  private static String hash(TransmissionWire.Torrent torrent) {
    return InfoHash.of(Objects.requireNonNullElse(torrent.hashString(), ""))
        .map(InfoHash::hex)
        .orElseThrow(
            () ->
                FailureException.of(
                    FailureCode.UPSTREAM_UNEXPECTED, "A torrent of Transmission lacks its hash."));
  }

  /** Returns whether a torrent's metadata is there; that of a magnet link comes later. */
  private static boolean hasMetadata(TransmissionWire.Torrent torrent) {
    Double share = torrent.metadataPercentComplete();
    return share == null || share >= 1;
  }

  private static boolean complete(TransmissionWire.Torrent torrent) {
    return hasMetadata(torrent) && progress(torrent) >= 1;
  }

  private static double progress(TransmissionWire.Torrent torrent) {
    Double progress = torrent.percentDone();
    return progress == null || progress.isNaN() ? 0 : Math.max(0, Math.min(1, progress));
  }

  /** Only an error on this side stops a torrent; one of its tracker does not. */
  private static DownloadStatus status(TransmissionWire.Torrent torrent, TorrentState state) {
    if (failed(torrent)) {
      return DownloadStatus.FAILED;
    }
    return complete(torrent) ? DownloadStatus.COMPLETED : state.status(hasMetadata(torrent));
  }

  private static boolean failed(TransmissionWire.Torrent torrent) {
    return Objects.requireNonNullElse(torrent.error(), 0) == LOCAL_ERROR;
  }

  private static Set<DownloadTrouble> troubles(
      TransmissionWire.Torrent torrent, TorrentState state) {
    if (failed(torrent)) {
      return Set.of(failure(Objects.requireNonNullElse(torrent.errorString(), "")));
    }
    Set<DownloadTrouble> troubles = EnumSet.noneOf(DownloadTrouble.class);
    if (state != TorrentState.DOWNLOADING || complete(torrent)) {
      return troubles;
    }
    if (!hasMetadata(torrent)) {
      if (none(torrent.peersConnected())) {
        troubles.add(DownloadTrouble.NO_METADATA);
      }
      return troubles;
    }
    if (Boolean.TRUE.equals(torrent.isStalled())) {
      troubles.add(DownloadTrouble.STALLED);
    }
    if (lacksPieces(torrent)) {
      troubles.add(DownloadTrouble.NO_PEERS);
    }
    return troubles;
  }

  /** Returns whether what is missing is more than what the connected peers have of it. */
  private static boolean lacksPieces(TransmissionWire.Torrent torrent) {
    Long available = torrent.desiredAvailable();
    Long left = torrent.leftUntilDone();
    return available != null
        && left != null
        && available < left
        && none(torrent.webseedsSendingToUs());
  }

  /** Returns what the text of a local error means; the server has no number for it. */
  private static DownloadTrouble failure(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    if (lower.contains("no data found") || lower.contains("no data was found")) {
      return DownloadTrouble.MISSING_FILES;
    }
    return lower.contains("no space left") || lower.contains("disk full")
        ? DownloadTrouble.DISK_FULL
        : DownloadTrouble.CLIENT_ERROR;
  }

  private static @Nullable String error(TransmissionWire.Torrent torrent) {
    if (Objects.requireNonNullElse(torrent.error(), 0) != 0) {
      return RpcRefusals.redact(torrent.errorString());
    }
    return troubles(torrent, TorrentState.of(torrent.status())).stream()
        .sorted()
        .findFirst()
        .map(TransmissionMapper::explanation)
        .orElse(null);
  }

  private static String explanation(DownloadTrouble trouble) {
    return switch (trouble) {
      case STALLED -> "No data has arrived for a long time.";
      case NO_PEERS -> "The connected peers do not have all of the missing pieces.";
      case NO_METADATA -> "No peer has sent the metadata of this magnet link yet.";
      default -> "Transmission reports an error.";
    };
  }

  /** Returns the labels that are not blank, each once, in the server's order. */
  static List<String> labels(TransmissionWire.Torrent torrent) {
    return Objects.requireNonNullElse(torrent.labels(), List.<String>of()).stream()
        .filter(label -> text(label) != null)
        .distinct()
        .toList();
  }

  private static @Nullable DownloadPriority priority(@Nullable Integer bandwidth) {
    if (bandwidth == null || bandwidth == 0) {
      return null;
    }
    return bandwidth > 0 ? DownloadPriority.HIGH : DownloadPriority.LOW;
  }

  /** Negative numbers stand for an unknown and for an infinite ratio. */
  private static @Nullable Double ratio(@Nullable Double value) {
    return value == null || value.isNaN() || value.isInfinite() || value < 0 ? null : value;
  }

  private static @Nullable String outputPath(TransmissionWire.Torrent torrent) {
    String folder = text(torrent.downloadDir());
    String name = text(torrent.name());
    if (folder == null || name == null) {
      return null;
    }
    String separator = folder.indexOf('\\') >= 0 ? "\\" : "/";
    return folder.replaceFirst("[/\\\\]+$", "") + separator + name;
  }

  private static boolean none(@Nullable Integer peers) {
    return peers == null || peers <= 0;
  }

  private static @Nullable Long positive(@Nullable Long value) {
    return value == null || value <= 0 ? null : value;
  }

  private static @Nullable Long notNegative(@Nullable Long value) {
    return value == null || value < 0 ? null : value;
  }

  private static @Nullable String text(@Nullable String value) {
    return value == null || value.isBlank() ? null : value;
  }

  private static @Nullable Instant time(@Nullable Long epochSeconds) {
    return epochSeconds == null || epochSeconds <= 0 || epochSeconds > LAST_SECOND
        ? null
        : Instant.ofEpochSecond(epochSeconds);
  }
}
