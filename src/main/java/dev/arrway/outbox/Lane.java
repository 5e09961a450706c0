package dev.arrway.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * The queue of one instance: takes what is due, oldest first, some at a time. While the instance is
 * down, one change is tried after another pause, the pauses growing to half a minute. Used from one
 * context.
 */
final class Lane {
  private static final int WIDTH = 8;
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final IntFunction<Future<List<OutboxEntry>>> claim;
  private final Function<OutboxEntry, Future<Boolean>> attempt;
  private final Consumer<Duration> wakeLater;
  private boolean running;
  private boolean again;
  private volatile boolean paused;
  private int failures;

  /**
   * A lane.
   *
   * @param claim takes at most so many changes that are due
   * @param attempt tries one; true when the instance turned out to be down
   * @param wakeLater calls {@link #wake} after a while
   */
  Lane(
      IntFunction<Future<List<OutboxEntry>>> claim,
      Function<OutboxEntry, Future<Boolean>> attempt,
      Consumer<Duration> wakeLater) {
    this.claim = claim;
    this.attempt = attempt;
    this.wakeLater = wakeLater;
  }

  /** Something may be due; a pause goes on. */
  Future<Void> look() {
    return paused ? Future.succeededFuture() : step();
  }

  /** The instance may be there again: the pause is over. */
  Future<Void> wake() {
    paused = false;
    return step();
  }

  /** A try beside the lane found the instance down. */
  void down() {
    if (!paused) {
      pause();
    }
  }

  /** Whether it waits before it tries again; may be asked from any thread. */
  boolean paused() {
    return paused;
  }

  private void pause() {
    paused = true;
    int doublings = Math.min(failures++, 5);
    Duration wait = FIRST_PAUSE.multipliedBy(1L << doublings);
    wakeLater.accept(wait.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait);
  }

  private Future<Void> step() {
    if (running) {
      again = true;
      return Future.succeededFuture();
    }
    running = true;
    again = false;
    return claim
        .apply(failures > 0 ? 1 : WIDTH)
        .compose(this::tryAll)
        .transform(
            done -> {
              running = false;
              boolean more = done.succeeded() && done.result();
              return done.failed()
                  ? Future.failedFuture(done.cause())
                  : (more || again) && !paused ? step() : Future.succeededFuture();
            });
  }

  /** Whether there may be more to do. */
  private Future<Boolean> tryAll(List<OutboxEntry> entries) {
    if (entries.isEmpty()) {
      return Future.succeededFuture(false);
    }
    List<Future<Boolean>> tries = entries.stream().map(attempt).toList();
    return Future.join(tries)
        .map(
            joined -> {
              if (tries.stream().anyMatch(Future::result)) {
                pause();
              } else {
                failures = 0;
              }
              return true;
            });
  }
}
