package dev.arrway.domain.timeline;

import java.util.Locale;

/** What a step of a timeline is; of two that are told of one step the later here holds. */
public enum StepKind {
  /** Somebody asked for the title. */
  REQUESTED,
  /** The instance refused the request, or never got it. */
  REQUEST_FAILED,
  /** The request was taken back. */
  REQUEST_CANCELLED,
  /** The title came into an instance's library. */
  ADDED,
  /** Somebody asked for a search. */
  SEARCH_REQUESTED,
  /** The search did not come to pass. */
  SEARCH_FAILED,
  /** The instance began to search. */
  SEARCHED,
  /** A release went to a download client. */
  GRABBED,
  /** The client has it. */
  DOWNLOADING,
  /** Somebody stopped it. */
  DOWNLOAD_PAUSED,
  /** Somebody let it go on. */
  DOWNLOAD_RESUMED,
  /** Nothing arrives any more. */
  DOWNLOAD_STALLED,
  /** Something arrives again. */
  DOWNLOAD_RECOVERED,
  /** Everything has arrived. */
  DOWNLOADED,
  /** The client does not have it any more. */
  DOWNLOAD_REMOVED,
  /** The instance leaves it alone from now on. */
  DOWNLOAD_IGNORED,
  /** It will not arrive. */
  DOWNLOAD_FAILED,
  /** The import waits for a person. */
  IMPORT_BLOCKED,
  /** The import did not work. */
  IMPORT_FAILED,
  /** A file came into the library. */
  IMPORTED,
  /** A file came into the library in place of a worse one. */
  UPGRADED,
  /** All files of a download came into the library. */
  IMPORT_COMPLETED,
  /** A media server was asked to look. */
  SCAN_REQUESTED,
  /** A media server did not want to look. */
  SCAN_FAILED,
  /** A media server has it. */
  PLAYABLE,
  /** No media server has it, and none is asked any more. */
  NOT_PLAYABLE_YET,
  /** The file left the library. */
  FILE_DELETED,
  /** The title left the library. */
  DELETED;

  /** The name in the API and in the database. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By its wire name. */
  public static StepKind of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }

  /** Whether a file came. */
  public boolean imports() {
    return this == IMPORTED || this == UPGRADED || this == IMPORT_COMPLETED;
  }

  /** Whether it tells how one download stands. */
  public boolean ofDownload() {
    return compareTo(GRABBED) >= 0 && compareTo(IMPORT_COMPLETED) <= 0;
  }
}
