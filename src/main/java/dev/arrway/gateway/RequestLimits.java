package dev.arrway.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import java.time.Duration;

/**
 * Limits on how often each user may call each operation, a token bucket for each pair, filled
 * evenly over a minute; and on how many calls of a user, or of an address without one, may be
 * refused, so that refusals cannot fill the audit.
 */
final class RequestLimits {
  private static final int MOST_BUCKETS = 200_000;

  /** Refused calls of one user, and of one address without a user. */
  static final int REFUSED_PER_MINUTE = 120;

  static final int REFUSED_PER_MINUTE_OF_ADDRESS = 600;

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
    // Loads the classes at the start, on a worker thread, instead of with the first request.
    ConsumptionProbe unused = buckets.get("", key -> newBucket(1)).tryConsumeAndReturnRemaining(1);
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

  /**
   * Takes a token for a failure that is the caller's own.
   *
   * @param who a user, or an address where no user is known
   * @return the failure; {@code limit_exceeded} in its place after too many
   */
  Failure refused(String who, Failure failure) {
    int status = failure.code().status();
    if (status < 400 || status >= 500 || failure.code() == FailureCode.LIMIT_EXCEEDED) {
      return failure;
    }
    int perMinute = RequestHead.isUser(who) ? REFUSED_PER_MINUTE : REFUSED_PER_MINUTE_OF_ADDRESS;
    ConsumptionProbe probe =
        buckets.get(who + " refused", key -> newBucket(perMinute)).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? failure
        : Failure.retryAfter(
            FailureCode.LIMIT_EXCEEDED,
            "Too many refused requests: " + capacity(perMinute) + " a minute are allowed.",
            Duration.ofNanos(probe.getNanosToWaitForRefill()));
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
