package dev.arrway.platform.http;

import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import io.vertx.circuitbreaker.CircuitBreaker;
import io.vertx.circuitbreaker.CircuitBreakerOptions;
import io.vertx.circuitbreaker.CircuitBreakerState;
import io.vertx.circuitbreaker.OpenCircuitException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Refuses calls for a while after repeated failures, then lets one through as a probe. Only
 * failures of the upstream itself count: no 4xx, no limit of ours, no failure of a reader. What
 * only watches is refused while it is open, and passes beside it otherwise. A probe passes an open
 * breaker, and closes it when the upstream answers.
 */
final class BreakerLayer extends Layer {
  private final Vertx vertx;
  private final String name;
  private final CircuitBreakerOptions options;
  private final Duration open;
  private final Consumer<CircuitState> changed;

  /** The number of breakers created so far, which is the number of the breaker in use. */
  private final AtomicInteger breakers = new AtomicInteger();

  private volatile CircuitBreaker breaker;
  private volatile Deadline until = Deadline.NONE;

  BreakerLayer(
      HttpExchange inner,
      Vertx vertx,
      String instance,
      BreakerPolicy policy,
      Consumer<CircuitState> changed) {
    super(inner);
    this.vertx = vertx;
    this.name = "instance " + instance;
    this.open = policy.open();
    this.changed = changed;
    this.options =
        new CircuitBreakerOptions()
            .setTimeout(-1)
            .setMaxFailures(policy.failures())
            .setFailuresRollingWindow(policy.window().toMillis())
            .setResetTimeout(policy.open().toMillis());
    this.breaker = closedBreaker();
  }

  /** Returns a new breaker, which reports its states until the next one takes over. */
  private CircuitBreaker closedBreaker() {
    int number = breakers.incrementAndGet();
    return CircuitBreaker.create(name, vertx, options)
        .<Object>failurePolicy(done -> done.failed() && HttpFailures.breaking(done.cause()))
        .openHandler(ignored -> report(number, CircuitState.OPEN))
        .halfOpenHandler(ignored -> report(number, CircuitState.HALF_OPEN))
        .closeHandler(ignored -> report(number, CircuitState.CLOSED));
  }

  /**
   * Reports a state of the breaker with this number. States of a breaker that was replaced are
   * ignored: its timer and its running calls may still change its state.
   */
  private void report(int number, CircuitState state) {
    if (number != breakers.get()) {
      return;
    }
    if (state == CircuitState.OPEN) {
      until = Deadline.in(open);
    }
    changed.accept(state);
  }

  CircuitState state() {
    return switch (breaker.state()) {
      case CLOSED -> CircuitState.CLOSED;
      case OPEN -> CircuitState.OPEN;
      case HALF_OPEN -> CircuitState.HALF_OPEN;
    };
  }

  /** Ends the breaker, which reports nothing any more. */
  void close() {
    breakers.incrementAndGet();
    breaker.close();
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    if (call.probe()) {
      return next.apply(call).map(this::closing);
    }
    if (call.background()) {
      return breaker.state() == CircuitBreakerState.OPEN
          ? Future.failedFuture(refused())
          : next.apply(call);
    }
    return breaker
        .execute(() -> next.apply(call))
        .recover(
            cause ->
                Future.failedFuture(cause instanceof OpenCircuitException ? refused() : cause));
  }

  /**
   * Closes the breaker after a successful call. It is replaced by a new one, since {@link
   * CircuitBreaker#reset} does nothing while the breaker is open.
   */
  private synchronized <T> T closing(T result) {
    if (breaker.state() != CircuitBreakerState.CLOSED) {
      breaker.close();
      breaker = closedBreaker();
      changed.accept(CircuitState.CLOSED);
    }
    return result;
  }

  private Throwable refused() {
    Duration left = until.bounded() ? until.remaining() : open;
    Duration wait = left.isZero() ? Duration.ofSeconds(1) : left;
    return HttpFailures.of(
        FailureCode.BREAKER_OPEN, "The upstream failed repeatedly and is left alone.", wait);
  }
}
