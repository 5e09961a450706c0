package dev.arrway.feature.subscriptions;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a receiver is left alone: 5 s after the first failure, doubled with each further one up
 * to an hour, and of that a random part between a half and the whole, so that those that failed
 * together do not come back together.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final int MOST_DOUBLINGS = 12;

  private final RandomGenerator random;

  Backoff(RandomGenerator random) {
    this.random = random;
  }

  /** The wait after so many failures in a row, at least 1. */
  Duration after(int failures) {
    long whole = FIRST.toMillis() << Math.min(Math.max(failures, 1) - 1, MOST_DOUBLINGS);
    long bounded = Math.min(whole, LONGEST.toMillis());
    return Duration.ofMillis(bounded / 2 + random.nextLong(bounded / 2 + 1));
  }
}
