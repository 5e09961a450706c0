package dev.arrway.gateway.connection;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * When a credential expires: by the time of day, or after the time that was left when it was shown,
 * whichever comes first. So a clock that is set back does not make it last longer.
 *
 * @param expiresAt by the time of day; {@link Instant#MAX} for never
 * @param monotonicEnd the same on the clock that never goes back, in nanoseconds
 */
record CredentialDeadline(Instant expiresAt, long monotonicEnd) {
  /** Longer than any process runs, and short enough to be added to a clock in nanoseconds. */
  private static final Duration FOREVER = Duration.ofDays(36_500);

  static CredentialDeadline of(Instant expiresAt, Clock clock, LongSupplier nanoTime) {
    Duration left = untilOrForever(expiresAt, clock);
    return new CredentialDeadline(expiresAt, nanoTime.getAsLong() + left.toNanos());
  }

  /** Returns how much time is left; zero or less when the credential has expired. */
  Duration timeLeft(Clock clock, LongSupplier nanoTime) {
    Duration byClock = untilOrForever(expiresAt, clock);
    Duration monotonic = Duration.ofNanos(monotonicEnd - nanoTime.getAsLong());
    return byClock.compareTo(monotonic) < 0 ? byClock : monotonic;
  }

  private static Duration untilOrForever(Instant expiresAt, Clock clock) {
    Instant now = clock.instant();
    return expiresAt.isAfter(now.plus(FOREVER)) ? FOREVER : Duration.between(now, expiresAt);
  }
}
