package dev.arrway.platform.store;

import java.time.Duration;

/**
 * The times and limits of {@link PostgresSupervisor}.
 *
 * @param probeInterval between two probes of a server that answers
 * @param patience the time after which a probe counts as missed
 * @param misses missed probes in a row after which the server counts as hung
 * @param attempts the maximum number of failed restarts in a row
 * @param restarts the maximum number of successful restarts in a row without {@code healthy} in
 *     between: high, since a server that is killed from outside is not broken
 * @param healthy the time after which a running server resets the count of restarts
 * @param firstPause before the second attempt; each further one is twice as long
 * @param stopLimit how long a shutdown may take before the server is killed
 */
record RestartPolicy(
    Duration probeInterval,
    Duration patience,
    int misses,
    int attempts,
    int restarts,
    Duration healthy,
    Duration firstPause,
    Duration stopLimit) {
  /** Finds a hung server within 25 s, and gives up about 15 s after the first failure. */
  static final RestartPolicy STANDARD =
      new RestartPolicy(
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          3,
          5,
          500,
          Duration.ofSeconds(60),
          Duration.ofSeconds(1),
          Duration.ofSeconds(60));

  /** Returns how long to wait before this attempt, counted from 1. */
  Duration pauseBefore(int attempt) {
    return attempt == 1 ? Duration.ZERO : firstPause.multipliedBy(1L << (attempt - 2));
  }
}
