package dev.arrway.domain.download;

import java.util.Locale;

/** What is wrong with a download right now, as far as its client tells. */
public enum DownloadTrouble {
  /** Nothing arrives although it is not paused. */
  STALLED,
  /** Nobody who has all of it is connected, and what is connected does not have all pieces. */
  NO_PEERS,
  /** A magnet link whose description nobody gives. */
  NO_METADATA,
  /** Files that were there are gone. */
  MISSING_FILES,
  /** The client cannot write. */
  DISK_FULL,
  /** Articles are missing, and there are too few to repair with. */
  MISSING_BLOCKS,
  /** Repair or unpacking failed. */
  UNPACK_FAILED,
  /** An archive wants a password. */
  ENCRYPTED,
  /** The client says that it failed, but not in a way that is told apart here. */
  CLIENT_ERROR;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
