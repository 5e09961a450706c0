package dev.arrway.domain.arr;

/** What an arr tells of. */
public enum NewsKind {
  /** Somebody tried whether the way is open; ids in it are invented. */
  TEST,
  /** A release was sent to a download client. */
  GRABBED,
  /** A file came into the library. */
  IMPORTED,
  /** All files of a download came into the library. */
  IMPORT_COMPLETED,
  /** An import waits for a person. */
  INTERACTION_REQUIRED,
  /** A download failed. */
  DOWNLOAD_FAILED,
  /** A download is left alone from now on. */
  DOWNLOAD_IGNORED,
  /** Files were given other names. */
  RENAMED,
  /** A movie or series came into the library. */
  TITLE_ADDED,
  /** A movie or series left the library. */
  TITLE_DELETED,
  /** A file left the library. */
  FILE_DELETED,
  /** A health check complains. */
  HEALTH_ISSUE,
  /** A health check no longer complains. */
  HEALTH_RESTORED,
  /** The server runs another version now. */
  UPGRADED,
  /** Something that is not known. */
  UNKNOWN
}
