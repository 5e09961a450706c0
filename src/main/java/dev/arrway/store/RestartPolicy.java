package dev.arrway.store;

import java.time.Duration;

/**
 * The times of {@link PostgresSupervisor}.
 *
 * @param probeInterval between two probes of a server that answers
 * @param patience a probe that takes longer is missed
 * @param misses probes missed in a row after which the server counts as hung
 * @param attempts restarts that may fail in a row
 * @param firstPause before the second attempt; each further one is twice as long
 */
record RestartPolicy(
    Duration probeInterval, Duration patience, int misses, int attempts, Duration firstPause) {
  /**
   * Finds a hung server within 25 s, and gives up a quarter of a minute after the first failure.
   */
  static final RestartPolicy STANDARD =
      new RestartPolicy(Duration.ofSeconds(5), Duration.ofSeconds(5), 3, 5, Duration.ofSeconds(1));

  /** Returns how long to wait before this attempt, counted from 1. */
  Duration pauseBefore(int attempt) {
    return attempt == 1 ? Duration.ZERO : firstPause.multipliedBy(1L << (attempt - 2));
  }
}
