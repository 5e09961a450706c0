package dev.arrway.domain.monitor;

import java.util.Locale;

/** What alerts are about. */
public enum AlertType {
  /** The processor, in percent. */
  CPU,
  /** The memory, in percent. */
  MEMORY,
  /** A volume, in percent; one alert a volume. */
  DISK,
  /** Rows in the queue. */
  QUEUE,
  /** Indexers that fail. */
  FAILED_INDEXERS,
  /** Samples in a row in which the instance did not answer as it should. */
  REPEATED_FAILURES,
  /** A version that is not among the expected ones; it has no number. */
  UNEXPECTED_VERSION,
  /** Many wrong passwords for an account, which is on hold; it is about no instance. */
  LOGIN_HOLD,
  /** The gateway's own disk space; it is about no instance. */
  STORAGE_LOW;

  /** Returns whether samples of instances open and close it, by a threshold. */
  public boolean isMeasured() {
    return this != LOGIN_HOLD && this != STORAGE_LOW;
  }

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the name that the API shows. */
  public static AlertType of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
