package dev.arrway.platform.http;

import java.util.Locale;

/** The circuit breaker of one instance. */
public enum CircuitState {
  /** Calls pass. */
  CLOSED,
  /** Calls fail at once with {@code breaker_open}. */
  OPEN,
  /** One call passes as a probe. */
  HALF_OPEN;

  /** The name that the API shows: {@code closed}, {@code open}, {@code half_open}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
