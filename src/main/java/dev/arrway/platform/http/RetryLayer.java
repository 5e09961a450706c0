package dev.arrway.platform.http;

import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Tries idempotent calls again after failures that may pass: full jitter from 200 ms doubling to 10
 * s, or what {@code Retry-After} asks, within the deadline and the budget. A call that a user waits
 * for is not tried again after a connect failure or a time-out.
 */
final class RetryLayer extends Layer {
  private static final Duration BASE = Duration.ofMillis(200);
  private static final Duration CAP = Duration.ofSeconds(10);

  /** An upstream that asks for more than this is left to the work queue. */
  private static final Duration LONGEST_HONOURED = Duration.ofSeconds(60);

  private final HttpExchange inner;
  private final int maxRetries;
  private final RetryBudget budget;
  private final Pause pause;
  private final RandomGenerator random;

  RetryLayer(
      HttpExchange inner, int maxRetries, RetryBudget budget, Pause pause, RandomGenerator random) {
    super(inner);
    this.inner = inner;
    this.maxRetries = maxRetries;
    this.budget = budget;
    this.pause = pause;
    this.random = random;
  }

  @Override
  <T> Future<T> around(HttpCall call, Function<HttpCall, Future<T>> next) {
    budget.earn();
    return attempt(call, 0, () -> next.apply(call));
  }

  /** A body that its reader has begun is never read a second time. */
  @Override
  public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
    AtomicBoolean begun = new AtomicBoolean();
    BodyReader<T> watched =
        new BodyReader<>() {
          @Override
          public Future<T> read(ReadStream<Buffer> body) {
            begun.set(true);
            return reader.read(body);
          }

          @Override
          public Future<T> read(ReadStream<Buffer> body, AnswerMemory.AnswerReservation memory) {
            begun.set(true);
            return reader.read(body, memory);
          }
        };
    budget.earn();
    return attempt(
            call,
            0,
            () ->
                inner.stream(call, watched)
                    .recover(cause -> Future.failedFuture(begun.get() ? new Final(cause) : cause)))
        .recover(cause -> Future.failedFuture(cause instanceof Final last ? last.reason : cause));
  }

  private <T> Future<T> attempt(HttpCall call, int done, Supplier<Future<T>> next) {
    return next.get()
        .recover(
            cause -> {
              Duration wait = wait(cause, done);
              if (!again(call, cause, done, wait) || !budget.spend()) {
                return Future.failedFuture(cause);
              }
              return pause.of(wait).compose(ignored -> attempt(call, done + 1, next));
            });
  }

  private boolean again(HttpCall call, Throwable cause, int done, Duration wait) {
    return done < maxRetries
        && call.idempotent()
        && !call.background()
        && HttpFailures.worthRetrying(cause)
        && !(call.waitedFor() && HttpFailures.unreachedOrLate(cause))
        && wait.compareTo(LONGEST_HONOURED) <= 0
        && wait.compareTo(call.deadline().remaining()) < 0;
  }

  private Duration wait(Throwable cause, int done) {
    long ceiling = Math.min(CAP.toMillis(), BASE.toMillis() << done);
    Duration jitter = Duration.ofMillis(random.nextLong(ceiling + 1));
    if (cause instanceof FailureException e && e.failure().retryAfterMs() != null) {
      return Duration.ofMillis(e.failure().retryAfterMs()).plus(jitter);
    }
    return jitter;
  }

  /** Marks a failure after which there is no further try. */
  private static final class Final extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Throwable reason;

    Final(Throwable reason) {
      super(null, reason, false, false);
      this.reason = reason;
    }
  }
}
