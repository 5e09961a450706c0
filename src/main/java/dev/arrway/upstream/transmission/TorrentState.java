package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.DownloadStatus;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The states of a torrent, in the order of the numbers that servers since 2.40 send for them. */
enum TorrentState {
  STOPPED(DownloadStatus.PAUSED),
  QUEUED_TO_VERIFY(DownloadStatus.QUEUED),
  VERIFYING(DownloadStatus.DOWNLOADING),
  QUEUED_TO_DOWNLOAD(DownloadStatus.QUEUED),
  DOWNLOADING(DownloadStatus.DOWNLOADING),
  QUEUED_TO_SEED(DownloadStatus.COMPLETED),
  SEEDING(DownloadStatus.COMPLETED),
  /** A state that a later version brings. */
  UNKNOWN(DownloadStatus.DOWNLOADING);

  private final DownloadStatus status;

  TorrentState(DownloadStatus status) {
    this.status = status;
  }

  /** Returns the state of a number; {@link #UNKNOWN} for any other one. */
  static TorrentState of(@Nullable Integer number) {
    return number == null || number < 0 || number >= UNKNOWN.ordinal() ? UNKNOWN : values()[number];
  }

  /**
   * Returns the status of an incomplete torrent in this state.
   *
   * @param hasMetadata whether the torrent's metadata is there; without it nothing can be fetched
   */
  DownloadStatus status(boolean hasMetadata) {
    return this == DOWNLOADING && !hasMetadata ? DownloadStatus.QUEUED : status;
  }

  /** Returns the name that the API shows. */
  String phase() {
    return name().toLowerCase(Locale.ROOT);
  }
}
