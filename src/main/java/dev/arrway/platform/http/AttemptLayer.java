package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Gives each attempt its whole time, the instance's unless the call says otherwise, and counts it.
 * The transport ends what takes longer, since only it can free the connection.
 */
final class AttemptLayer extends Layer {
  private final String instance;
  private final Duration timeout;
  private final HttpObserver observer;
  private final LongAdder attempts = new LongAdder();

  AttemptLayer(HttpExchange inner, String instance, Duration timeout, HttpObserver observer) {
    super(inner);
    this.instance = instance;
    this.timeout = timeout;
    this.observer = observer;
  }

  long attempts() {
    return attempts.sum();
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    if (call.deadline().expired()) {
      return Future.failedFuture(
          HttpFailures.of(
              FailureCode.DEADLINE_EXCEEDED,
              "Nobody waited any longer when the upstream's turn came."));
    }
    attempts.increment();
    long started = System.nanoTime();
    return next.apply(bounded(call))
        .transform(
            (result, cause) -> {
              Duration took = Duration.ofNanos(System.nanoTime() - started);
              observer.attempted(instance, call.operation(), Outcomes.of(result, cause), took);
              return cause == null ? Future.succeededFuture(result) : Future.failedFuture(cause);
            });
  }

  private HttpCall bounded(HttpCall call) {
    return call.limits().whole() == null ? call.withLimits(call.limits().withWhole(timeout)) : call;
  }
}
