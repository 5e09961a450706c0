package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices silence, and pieces that come too slowly. The timer keeps running while pieces come and
 * looks at the time of the last one when it rings, since a timer per piece would cost more than the
 * piece.
 */
final class IdleWatch {
  private static final long WINDOW_NANOS = CallLimits.RATE_WINDOW.toNanos();

  private final Vertx vertx;
  private final Duration limit;
  private final Consumer<Throwable> silent;
  private @Nullable Long timer;
  private boolean waiting;
  private final long minRate;
  private long since;
  private long waited;
  private long arrived;

  /**
   * Creates a watch that does not wait for anything yet.
   *
   * @param minRate bytes a second that must come while something is waited for; 0 for any
   */
  IdleWatch(Vertx vertx, Duration limit, long minRate, Consumer<Throwable> silent) {
    this.vertx = vertx;
    this.limit = limit;
    this.minRate = minRate;
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

  /** Ends the wait, since nothing is wanted any more. */
  void stop() {
    if (waiting) {
      waited += System.nanoTime() - since;
    }
    waiting = false;
  }

  /** Ends the wait, since a piece of so many bytes came. */
  void arrived(int bytes) {
    stop();
    arrived += bytes;
    if (minRate == 0 || waited < WINDOW_NANOS) {
      return;
    }
    boolean slow = arrived < minRate * CallLimits.RATE_WINDOW.toSeconds();
    waited = 0;
    arrived = 0;
    if (slow) {
      silent.accept(
          HttpFailures.of(
              FailureCode.UPSTREAM_TIMEOUT,
              "The upstream sends less than "
                  + minRate
                  + " bytes a second, the least that is accepted."));
    }
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
