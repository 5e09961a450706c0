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
  UNEXPECTED_VERSION;

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** By the name that the API shows. */
  public static AlertType of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
