package dev.arrway.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * How often each user may call each operation: a token bucket a pair, filled evenly over a minute.
 */
final class RequestLimits {
  private static final int MOST_BUCKETS = 200_000;

  private final double factor;
  private final Cache<String, Bucket> buckets =
      Caffeine.newBuilder()
          .maximumSize(MOST_BUCKETS)
          .expireAfterAccess(Duration.ofMinutes(2))
          .build();

  /**
   * Limits.
   *
   * @param factor multiplies every limit, &gt; 0
   */
  RequestLimits(double factor) {
    this.factor = factor;
  }

  /**
   * Takes a token; throws {@code limit_exceeded} with the time to come back.
   *
   * @param who a user, or an address where no user is known
   */
  void take(String who, ContractOperation operation) {
    Bucket bucket =
        buckets.get(who + " " + operation.id(), key -> newBucket(operation.perMinute()));
    ConsumptionProbe probe = bucket.tryConsumeAndReturnRemaining(1);
    if (!probe.isConsumed()) {
      throw Failure.retryAfter(
              FailureCode.LIMIT_EXCEEDED,
              "Too many requests: "
                  + capacity(operation.perMinute())
                  + " a minute are allowed here.",
              Duration.ofNanos(probe.getNanosToWaitForRefill()))
          .asException();
    }
  }

  private Bucket newBucket(int perMinute) {
    long capacity = capacity(perMinute);
    return Bucket.builder()
        .withNanosecondPrecision() // by a clock that never goes back
        .addLimit(limit -> limit.capacity(capacity).refillGreedy(capacity, Duration.ofMinutes(1)))
        .build();
  }

  private long capacity(int perMinute) {
    return Math.max(1, Math.round(perMinute * factor));
  }
}
