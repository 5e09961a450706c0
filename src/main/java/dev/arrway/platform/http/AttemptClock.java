package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.Consumer;

/** The time limits of one attempt: whichever comes first ends it, with its own failure. */
final class AttemptClock {
  /**
   * The time after which an attempt counts as timed out by the upstream, even if the caller's
   * deadline was shorter than the attempt's own limit.
   */
  private static final Duration FAIR = Duration.ofSeconds(1);

  private static final long NO_TIMER = -1;

  private final Vertx vertx;
  private final long started = System.nanoTime();
  private final Deadline whole;
  private final Deadline end;
  private long timer = NO_TIMER;

  AttemptClock(Vertx vertx, HttpCall call) {
    this.vertx = vertx;
    Duration limit = call.limits().whole();
    this.whole = limit == null || limit.isZero() ? Deadline.NONE : Deadline.in(limit);
    this.end = whole.orSooner(call.deadline());
  }

  /** What is left of the attempt, at least a millisecond. */
  long remainingMillis() {
    return Math.max(1, end.remaining().toMillis());
  }

  /** Returns whether the time of the attempt is over. */
  boolean over() {
    return end.expired();
  }

  /** Ends the attempt after a step's own limit, or when the attempt's is reached before. */
  void limit(Duration step, String detail, Consumer<Throwable> cut) {
    Deadline own = Deadline.in(step);
    if (end.orSooner(own) == own) {
      start(own, cut, () -> HttpFailures.of(FailureCode.UPSTREAM_TIMEOUT, detail));
    } else {
      whole(cut);
    }
  }

  /** Ends the attempt when its own limit is reached. */
  void whole(Consumer<Throwable> cut) {
    if (end.bounded()) {
      start(end, cut, this::exceeded);
    } else {
      stop();
    }
  }

  /** Ends the watch. */
  void stop() {
    if (timer != NO_TIMER) {
      vertx.cancelTimer(timer);
      timer = NO_TIMER;
    }
  }

  /** The failure of an attempt that took all its time. */
  Throwable exceeded() {
    boolean fair = System.nanoTime() - started >= FAIR.toNanos();
    return fair || end == whole
        ? HttpFailures.of(FailureCode.UPSTREAM_TIMEOUT, "The upstream did not answer in time.")
        : HttpFailures.of(FailureCode.DEADLINE_EXCEEDED, "The upstream's answer came too late.");
  }

  private void start(
      Deadline at, Consumer<Throwable> cut, java.util.function.Supplier<Throwable> failure) {
    stop();
    long millis = Math.max(1, at.remaining().toMillis());
    timer = vertx.setTimer(millis, ignored -> cut.accept(failure.get()));
  }
}
