package dev.arrway.domain.download;

import java.time.Duration;

/**
 * When something is done about one ailment.
 *
 * @param strikes how often it must have been seen, 1 to 1000; it is counted once a poll interval
 * @param patienceMinutes how long it must have lasted, 0 to 43200
 */
public record FailureRule(boolean enabled, int strikes, int patienceMinutes, FailureAction action) {
  public FailureRule {
    if (strikes < 1 || patienceMinutes < 0) {
      throw new IllegalArgumentException("strikes " + strikes + ", patience " + patienceMinutes);
    }
  }

  /** Whether it has lasted long enough. */
  boolean reached(Strikes seen) {
    Duration lasted = Duration.between(seen.first(), seen.last());
    return enabled
        && seen.count() >= strikes
        && lasted.compareTo(Duration.ofMinutes(patienceMinutes)) >= 0;
  }
}
