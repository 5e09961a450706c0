package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A token bucket: so many calls a minute, and a least gap between two where one is set. A call
 * waits for its token, first come first served, as long as its deadline allows. What only watches
 * takes a token while at least half of them are left, and never waits; where a gap is set, it gets
 * none.
 */
final class RateLimitLayer extends Layer {
  /** However patient a call is, it does not wait longer than this. */
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);

  /** When what only watches may ask again. */
  private static final Duration KEPT = Duration.ofMinutes(1);

  private final List<Limit> limits;
  private final Pause pause;

  RateLimitLayer(HttpExchange inner, HttpPolicy policy, Pause pause) {
    super(inner);
    this.limits = limits(policy);
    this.pause = pause;
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    if (call.background() && !limits.stream().allMatch(Limit::spare)) {
      return Future.failedFuture(
          HttpFailures.of(
              FailureCode.LIMIT_EXCEEDED, "The rest of the rate limit is kept for users.", KEPT));
    }
    Duration wait = longest(Limit::needed);
    if (wait.compareTo(call.deadline().remaining()) > 0 || wait.compareTo(LONGEST_WAIT) > 0) {
      return Future.failedFuture(
          HttpFailures.of(
              FailureCode.LIMIT_EXCEEDED, "The instance's rate limit is used up.", wait));
    }
    Duration turn = longest(Limit::take);
    return turn.isZero() ? next.apply(call) : pause.of(turn).compose(done -> next.apply(call));
  }

  private Duration longest(ToLongFunction<Limit> nanos) {
    return Duration.ofNanos(limits.stream().mapToLong(nanos).max().orElse(0));
  }

  private static List<Limit> limits(HttpPolicy policy) {
    Limit rate = rate(policy.ratePerMinute(), policy.startEmpty());
    return policy.minInterval().isZero()
        ? List.of(rate)
        : List.of(rate, gap(policy.minInterval(), policy.sinceLastCall()));
  }

  private static Limit rate(int perMinute, boolean startEmpty) {
    Bandwidth bandwidth =
        Bandwidth.builder()
            .capacity(perMinute)
            .refillGreedy(perMinute, Duration.ofMinutes(1))
            .initialTokens(startEmpty ? 0 : perMinute)
            .build();
    return new Limit(
        Bucket.builder().withNanosecondPrecision().addLimit(bandwidth).build(), perMinute, 1);
  }

  /** A gap counted in milliseconds, so that what has passed of a predecessor's gap counts. */
  private static Limit gap(Duration interval, @Nullable Duration since) {
    long millis = interval.toMillis();
    Bandwidth bandwidth =
        Bandwidth.builder()
            .capacity(millis)
            .refillGreedy(millis, interval)
            .initialTokens(since == null ? millis : Math.min(millis, since.toMillis()))
            .build();
    return new Limit(
        Bucket.builder().withNanosecondPrecision().addLimit(bandwidth).build(), millis, millis);
  }

  /** A bucket and what one call takes out of it. */
  private record Limit(Bucket bucket, long capacity, long cost) {
    boolean spare() {
      return bucket.getAvailableTokens() - cost >= capacity / 2;
    }

    long needed() {
      return bucket.estimateAbilityToConsume(cost).getNanosToWaitForRefill();
    }

    long take() {
      return bucket.consumeIgnoringRateLimits(cost);
    }
  }
}
