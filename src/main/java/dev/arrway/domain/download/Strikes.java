package dev.arrway.domain.download;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How often an ailment was seen without a break.
 *
 * @param progress of the download when it was first seen, 0 to 1
 */
public record Strikes(int count, Instant first, Instant last, double progress) {
  /** Between two looks nobody knows what was; after so many intervals it begins anew. */
  private static final int LONGEST_GAP = 10;

  private static final Duration SHORTEST_LIMIT = Duration.ofMinutes(10);

  /**
   * The strikes after another look that has seen it.
   *
   * @param interval looks that are nearer to the last one that counted do not count
   */
  static Strikes after(
      @Nullable Strikes before, double progress, boolean moved, Duration interval, Instant now) {
    if (before == null || moved || tooLong(before, interval, now) || now.isBefore(before.last())) {
      return new Strikes(1, now, now, progress);
    }
    return Duration.between(before.last(), now).compareTo(interval) < 0
        ? before
        : new Strikes(before.count() + 1, before.first(), now, before.progress());
  }

  private static boolean tooLong(Strikes before, Duration interval, Instant now) {
    Duration most = interval.multipliedBy(LONGEST_GAP);
    Duration limit = most.compareTo(SHORTEST_LIMIT) < 0 ? SHORTEST_LIMIT : most;
    return Duration.between(before.last(), now).compareTo(limit) > 0;
  }
}
