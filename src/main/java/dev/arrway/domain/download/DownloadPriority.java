package dev.arrway.domain.download;

import java.util.Locale;

/** Which downloads come first. */
public enum DownloadPriority {
  /** After all others. */
  LOW,
  /** As the client orders it. */
  NORMAL,
  /** Before the others. */
  HIGH,
  /** At once, even when the client is paused or full. */
  FORCE;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
