package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Token buckets of attempts, one for each account, address or other subject. Their time never goes
 * back, and at most {@value #MOST_SUBJECTS} of them are held.
 */
final class AttemptBuckets {
  static final int MOST_SUBJECTS = 100_000;

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final LongSupplier nanoTime;
  private final int perMinute;
  private final String refusal;
  private final Cache<String, Bucket> buckets;

  /**
   * Makes buckets that hold {@code perMinute} attempts and are full again after a minute.
   *
   * @param nanoTime a clock that never goes back, in nanoseconds
   * @param refusal what a client is told when its bucket is empty
   */
  AttemptBuckets(LongSupplier nanoTime, int perMinute, String refusal) {
    this.nanoTime = nanoTime;
    this.perMinute = perMinute;
    this.refusal = refusal;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_SUBJECTS)
            .expireAfterAccess(MINUTE.multipliedBy(2))
            .ticker(nanoTime::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /** Takes an attempt; returns a failure with the time to wait when none is left. */
  Optional<Failure> take(String subject) {
    ConsumptionProbe probe = bucket(subject).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? Optional.empty()
        : Optional.of(tooMany(refusal, probe.getNanosToWaitForRefill()));
  }

  /** Returns a failure with the time to wait when no attempt is left; takes none. */
  Optional<Failure> check(String subject) {
    Bucket bucket = buckets.getIfPresent(subject);
    if (bucket == null) {
      return Optional.empty();
    }
    EstimationProbe probe = bucket.estimateAbilityToConsume(1);
    return probe.canBeConsumed()
        ? Optional.empty()
        : Optional.of(tooMany(refusal, probe.getNanosToWaitForRefill()));
  }

  /** Gives an attempt back. */
  void giveBack(String subject) {
    bucket(subject).addTokens(1);
  }

  /** Returns how many buckets are held. */
  long size() {
    buckets.cleanUp();
    return buckets.estimatedSize();
  }

  static Failure tooMany(String refusal, long nanos) {
    Duration wait = Duration.ofSeconds(Math.max(1, Duration.ofNanos(nanos).toSeconds() + 1));
    return Failure.retryAfter(FailureCode.LIMIT_EXCEEDED, refusal, wait);
  }

  private Bucket bucket(String subject) {
    return buckets.get(
        subject,
        key ->
            Bucket.builder()
                .withCustomTimePrecision(new MonotonicMeter(nanoTime))
                .addLimit(l -> l.capacity(perMinute).refillIntervally(perMinute, MINUTE))
                .build());
  }

  private record MonotonicMeter(LongSupplier nanoTime) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanoTime.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
