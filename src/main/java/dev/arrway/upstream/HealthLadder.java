package dev.arrway.upstream;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long scheduled work leaves an instance alone that keeps failing: 0, 1, 5, 15 and 30 minutes,
 * 1, 3, 6, 12 and 24 hours. It rises one step when a whole step has passed in failure, and falls
 * one step with each success, after which there is nothing to wait for until the next failure.
 *
 * @param step 0 to 9
 * @param since since when it fails on this step; null when it does not
 */
public record HealthLadder(int step, @Nullable Instant since) {
  /** The step below all waits. */
  public static final HealthLadder GROUND = new HealthLadder(0, null);

  private static final List<Duration> STEPS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5),
          Duration.ofMinutes(15),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12),
          Duration.ofHours(24));

  /** Returns one step lower without a wait, which begins with the next failure. */
  public HealthLadder afterSuccess() {
    return step <= 1 ? GROUND : new HealthLadder(step - 1, null);
  }

  /** Returns one step higher once the wait of this step is over; before that, the same. */
  public HealthLadder afterFailure(Instant now) {
    boolean elapsed = since == null || !now.isBefore(since.plus(STEPS.get(step)));
    return elapsed ? new HealthLadder(Math.min(step + 1, STEPS.size() - 1), now) : this;
  }

  /** Returns whether scheduled work may run. */
  public boolean allows(Instant now) {
    return since == null || !now.isBefore(since.plus(STEPS.get(step)));
  }
}
