package dev.arrway.domain.monitor;

import org.jspecify.annotations.Nullable;

/** What a sample does to alerts. */
public sealed interface AlertChange {
  /** What it is about. */
  AlertKey key();

  /**
   * An alert begins.
   *
   * @param value what was measured
   * @param limit what it should stay below
   */
  record Opened(AlertKey key, Severity severity, double value, double limit)
      implements AlertChange {}

  /**
   * An alert is over.
   *
   * @param value what was measured, or null when there is nothing to measure any more
   */
  record Closed(AlertKey key, @Nullable Double value) implements AlertChange {}
}
