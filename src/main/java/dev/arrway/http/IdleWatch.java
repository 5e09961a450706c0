package dev.arrway.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices silence. The timer keeps running while pieces come and looks at the time of the last one
 * when it rings, since a timer per piece would cost more than the piece.
 */
final class IdleWatch {
  private final Vertx vertx;
  private final Duration limit;
  private final Consumer<Throwable> silent;
  private @Nullable Long timer;
  private boolean waiting;
  private long since;

  IdleWatch(Vertx vertx, Duration limit, Consumer<Throwable> silent) {
    this.vertx = vertx;
    this.limit = limit;
    this.silent = silent;
  }

  /** From now on something should come. */
  void start() {
    waiting = true;
    since = System.nanoTime();
    if (timer == null) {
      ring(limit.toMillis());
    }
  }

  /** It came, or nothing is wanted any more. */
  void stop() {
    waiting = false;
  }

  /** Ends the watch for good. */
  void close() {
    waiting = false;
    if (timer != null) {
      vertx.cancelTimer(timer);
      timer = null;
    }
  }

  private void ring(long millis) {
    timer =
        vertx.setTimer(
            Math.max(1, millis),
            ignored -> {
              timer = null;
              look();
            });
  }

  private void look() {
    if (!waiting) {
      return;
    }
    long left = limit.toMillis() - (System.nanoTime() - since) / 1_000_000;
    if (left > 0) {
      ring(left);
      return;
    }
    silent.accept(
        HttpFailures.of(
            FailureCode.UPSTREAM_TIMEOUT, "The upstream fell silent within its answer."));
  }
}
