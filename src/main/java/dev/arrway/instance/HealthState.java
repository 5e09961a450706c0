package dev.arrway.instance;

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
  static final HealthState NEW =
      new HealthState(Health.UNKNOWN, null, null, null, null, HealthLadder.GROUND);

  HealthState with(Health newHealth, @Nullable String error, HealthLadder newLadder) {
    return new HealthState(newHealth, lastTest, lastTestSucceeded, error, version, newLadder);
  }

  HealthState tested(Instant at, boolean succeeded, @Nullable String newVersion) {
    return new HealthState(
        health, at, succeeded, lastError, newVersion == null ? version : newVersion, ladder);
  }
}
