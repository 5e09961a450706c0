package dev.arrway.upstream;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of how an instance is doing.
 *
 * @param health the state
 * @param lastTest when the connection was last tested
 * @param lastTestSucceeded how that ended
 * @param lastError what went wrong last, in neutral words; null when nothing did since
 * @param version what it last said of its version
 * @param ladder how long scheduled work leaves it alone
 */
public record HealthState(
    Health health,
    @Nullable Instant lastTest,
    @Nullable Boolean lastTestSucceeded,
    @Nullable String lastError,
    @Nullable String version,
    HealthLadder ladder) {
  /** The state of an instance that was not called yet. */
  public static final HealthState NEW =
      new HealthState(Health.UNKNOWN, null, null, null, null, HealthLadder.GROUND);

  /** Returns the state after a call: its health, its error or null, and its ladder. */
  public HealthState with(Health newHealth, @Nullable String error, HealthLadder newLadder) {
    return new HealthState(newHealth, lastTest, lastTestSucceeded, error, version, newLadder);
  }

  /** Returns the state after a connection test; a version of null keeps the one known before. */
  public HealthState tested(Instant at, boolean succeeded, @Nullable String newVersion) {
    return new HealthState(
        health, at, succeeded, lastError, newVersion == null ? version : newVersion, ladder);
  }
}
