package dev.arrway.domain.download;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What can keep a download from becoming something to watch, as far as rules can be made for it;
 * what is most certain comes first.
 */
public enum Ailment {
  /** An archive wants a password. */
  ENCRYPTED,
  /** Repair or unpacking failed. */
  UNPACK_FAILED,
  /** Articles are missing, and there are too few to repair with. */
  MISSING_BLOCKS,
  /** It is complete, but the Radarr or Sonarr that asked for it does not take it. */
  IMPORT_BLOCKED,
  /** A magnet link whose description nobody gives. */
  NO_METADATA,
  /** Nobody has all of it. */
  NO_PEERS,
  /** Nothing arrives. */
  STALLED,
  /** The client says that it failed, or its files are gone. */
  CLIENT_ERROR;

  private static final Set<Ailment> WAITING = EnumSet.of(NO_METADATA, NO_PEERS, STALLED);

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of a name that {@link #wireName} gives. */
  public static Ailment of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Whether it is over as soon as something arrives. */
  boolean endsWithProgress() {
    return WAITING.contains(this);
  }

  /**
   * What a download suffers from. A full disk is nobody's fault but the disk's: while it lasts
   * nothing is held against the download, and neither is anything while its owner has paused it;
   * but what wants a password is paused by the client itself.
   *
   * @param importBlocked whether a Radarr or Sonarr refuses to take it
   */
  public static Set<Ailment> of(Download download, boolean importBlocked) {
    Set<Ailment> found = EnumSet.noneOf(Ailment.class);
    Set<DownloadTrouble> troubles = download.troubles();
    DownloadStatus status = download.status();
    boolean locked = troubles.contains(DownloadTrouble.ENCRYPTED);
    if (status == DownloadStatus.PAUSED && !locked
        || status == DownloadStatus.REMOVED
        || troubles.contains(DownloadTrouble.DISK_FULL)) {
      return found;
    }
    if (status == DownloadStatus.PAUSED) {
      found.add(ENCRYPTED);
      return found;
    }
    if (importBlocked) {
      found.add(IMPORT_BLOCKED);
    }
    if (status != DownloadStatus.COMPLETED) {
      troubles.forEach(trouble -> add(found, trouble));
      if (status == DownloadStatus.FAILED && found.isEmpty()) {
        found.add(CLIENT_ERROR);
      }
    }
    return found;
  }

  private static void add(Set<Ailment> found, DownloadTrouble trouble) {
    switch (trouble) {
      case STALLED -> found.add(STALLED);
      case NO_PEERS -> found.add(NO_PEERS);
      case NO_METADATA -> found.add(NO_METADATA);
      case MISSING_BLOCKS -> found.add(MISSING_BLOCKS);
      case UNPACK_FAILED -> found.add(UNPACK_FAILED);
      case ENCRYPTED -> found.add(ENCRYPTED);
      case MISSING_FILES, CLIENT_ERROR -> found.add(CLIENT_ERROR);
      case DISK_FULL -> {}
    }
  }
}
