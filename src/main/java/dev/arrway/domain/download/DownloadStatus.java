package dev.arrway.domain.download;

import java.util.Locale;

/** How a download stands. */
public enum DownloadStatus {
  /** It waits for its turn, or is being looked up. */
  QUEUED,
  /** It is being fetched, checked or unpacked. */
  DOWNLOADING,
  /** Somebody stopped it before it was complete. */
  PAUSED,
  /** Everything is there; a torrent may still be given to others. */
  COMPLETED,
  /** It will not go on by itself; {@link Download#error} says why. */
  FAILED,
  /** The client does not have it any more. */
  REMOVED;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether it is still on its way. */
  public boolean active() {
    return this == QUEUED || this == DOWNLOADING || this == PAUSED;
  }
}
