package dev.arrway.feature.subscriptions;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How one request ended.
 *
 * @param status of the answer, if one came
 * @param error a stable code; null when it was taken
 * @param excerpt the beginning of an answer that was no success
 * @param retryAfter what a 429 or 503 asked for
 * @param took until the answer
 */
record Attempt(
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String excerpt,
    @Nullable Duration retryAfter,
    Duration took) {
  private static final int GONE = 410;

  /** Whether the receiver has it now. */
  boolean taken() {
    return error == null;
  }

  /** Whether the receiver wants nothing any more (RFC 9110, 15.5.11). */
  boolean gone() {
    return status != null && status == GONE;
  }
}
