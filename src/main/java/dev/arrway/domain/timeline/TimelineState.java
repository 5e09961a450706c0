package dev.arrway.domain.timeline;

import java.util.Locale;

/** How far a title is. */
public enum TimelineState {
  /** Asked for; no instance has it yet. */
  REQUESTED,
  /** The request did not work. */
  REQUEST_FAILED,
  /** The request was taken back. */
  REQUEST_CANCELLED,
  /** In an instance's library, without a file. */
  ADDED,
  /** Searched for. */
  SEARCHED,
  /** A release was sent to a download client. */
  GRABBED,
  /** On its way. */
  DOWNLOADING,
  /** Somebody stopped it. */
  PAUSED,
  /** Nothing arrives. */
  STALLED,
  /** The last download failed. */
  DOWNLOAD_FAILED,
  /** Complete, and not imported yet. */
  DOWNLOADED,
  /** The import waits for a person. */
  IMPORT_BLOCKED,
  /** The import did not work. */
  IMPORT_FAILED,
  /** In the library. */
  IMPORTED,
  /** A media server has it. */
  PLAYABLE,
  /** In the library, but no media server has it. */
  NOT_PLAYABLE_YET,
  /** The file is gone. */
  FILE_DELETED,
  /** The title is gone. */
  DELETED;

  /** The name in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its wire name. */
  public static TimelineState of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Whether what was asked for has come, or will not come on this way. */
  public boolean settled() {
    return switch (this) {
      case IMPORTED, PLAYABLE, NOT_PLAYABLE_YET, FILE_DELETED, DELETED -> true;
      default -> false;
    };
  }
}
