package dev.arrway.feature.imports;

import java.util.Locale;

/** Where an import stands. */
public enum ImportStatus {
  /** Nobody works on it yet. */
  QUEUED,
  /** Rows are read, looked up and added. */
  RUNNING,
  /** The instance cannot be reached now; it goes on by itself. */
  WAITING,
  /** Every row has its outcome. */
  COMPLETED,
  /** Its owner ended it. */
  CANCELLED,
  /** It cannot go on. */
  FAILED;

  /** Whether there is more to do. */
  public boolean active() {
    return this == QUEUED || this == RUNNING || this == WAITING;
  }

  /** The name in the API. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  static ImportStatus of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
