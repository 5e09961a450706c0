package dev.arrway.platform.http;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * Sends no calls to an instance for the time that its 429 answer asked for, or for a few seconds
 * without {@code Retry-After}. Longer pauses are up to the health ladder.
 */
final class HoldLayer extends Layer {
  private final Duration unsaid;
  private Deadline until = Deadline.NONE;

  HoldLayer(HttpExchange inner, Duration unsaid) {
    super(inner);
    this.unsaid = unsaid;
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    if (until.bounded() && !until.expired()) {
      return Future.failedFuture(held(call));
    }
    return next.apply(call).transform((result, cause) -> after(call, result, cause));
  }

  private <T> Future<T> after(HttpCall call, T result, Throwable cause) {
    if (cause == null) {
      if (result instanceof HttpAnswer answer && answer.status() == StatusRules.TOO_MANY) {
        hold(StatusRules.retryAfter(answer.status(), answer.headers()));
      }
      return Future.succeededFuture(result);
    }
    if (cause instanceof FailureException e
        && e.failure().code() == FailureCode.UPSTREAM_RATE_LIMITED) {
      hold(Optional.ofNullable(e.failure().retryAfterMs()).map(Duration::ofMillis));
      return Future.failedFuture(held(call));
    }
    return Future.failedFuture(cause);
  }

  /** A later end never becomes an earlier one. */
  private void hold(Optional<Duration> asked) {
    Deadline end = Deadline.in(asked.orElse(unsaid));
    if (!until.bounded() || until.expired() || end.remaining().compareTo(until.remaining()) > 0) {
      until = end;
    }
  }

  private FailureException held(HttpCall call) {
    return Failure.retryAfter(
            FailureCode.UPSTREAM_RATE_LIMITED,
            call.statusDetail().apply(StatusRules.TOO_MANY),
            until.remaining())
        .asException();
  }
}
