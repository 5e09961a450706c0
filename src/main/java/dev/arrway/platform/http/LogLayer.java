package dev.arrway.platform.http;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Counts each outbound call and writes one log line about it, without addresses. */
final class LogLayer extends Layer {
  private static final Logger LOG = LoggerFactory.getLogger("dev.arrway.http.calls");

  private final String instance;
  private final HttpObserver observer;
  private final boolean failuresLogged;
  private final LongAdder calls = new LongAdder();
  private final LongAdder failures = new LongAdder();

  LogLayer(HttpExchange inner, HttpPolicy policy, HttpObserver observer) {
    super(inner);
    this.instance = policy.instance();
    this.failuresLogged = policy.failuresLogged();
    this.observer = observer;
  }

  long calls() {
    return calls.sum();
  }

  long failures() {
    return failures.sum();
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    long started = System.nanoTime();
    return next.apply(call)
        .transform(
            (result, cause) -> {
              Duration took = Duration.ofNanos(System.nanoTime() - started);
              done(call, Outcomes.of(result, cause), cause, took);
              return cause == null ? Future.succeededFuture(result) : Future.failedFuture(cause);
            });
  }

  private void done(HttpCall call, String outcome, @Nullable Throwable cause, Duration took) {
    calls.increment();
    if (cause != null) {
      failures.increment();
    }
    observer.called(instance, call.operation(), outcome, took);
    LOG.atLevel(failuresLogged ? Outcomes.level(cause) : Level.DEBUG)
        .setMessage("outbound call")
        .addKeyValue("instance", instance)
        .addKeyValue("operation", call.operation())
        .addKeyValue("status", outcome)
        .addKeyValue("duration_ms", took.toMillis())
        .setCause(cause == null || HttpFailures.code(cause).isPresent() ? null : cause)
        .log();
  }
}
