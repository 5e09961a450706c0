package dev.arrway.feature.outbox;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The queue of changes for one instance: takes what is due, oldest first, some at a time. While the
 * instance is down nothing is sent; the instance is probed instead, and the queue goes on as soon
 * as it answers. Used from one context.
 */
final class InstanceQueue {
  /** Changes that are sent at a time. */
  private static final int WIDTH = 8;

  private static final List<Duration> FIRST_PROBES =
      List.of(Duration.ofSeconds(1), Duration.ofSeconds(2));
  private static final Duration BETWEEN_PROBES = Duration.ofSeconds(4);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration BETWEEN_LATE_PROBES = Duration.ofSeconds(30);

  private final IntFunction<Future<List<OutboxEntry>>> claim;
  private final Function<OutboxEntry, Future<Boolean>> attempt;
  private final Supplier<Future<Boolean>> reachable;
  private final Consumer<Duration> probeLater;
  private final LongSupplier nanoTime;
  private boolean running;
  private boolean again;
  private volatile boolean paused;
  private boolean probeDue;
  private int probes;
  private long downSince;

  /**
   * Creates an empty queue.
   *
   * @param claim takes at most so many changes that are due
   * @param attempt tries one; true when the instance turned out to be down
   * @param reachable asks the instance for something cheap; whether it can be given work again
   * @param probeLater calls {@link #probe} after a while
   * @param nanoTime a clock that never jumps
   */
  InstanceQueue(
      IntFunction<Future<List<OutboxEntry>>> claim,
      Function<OutboxEntry, Future<Boolean>> attempt,
      Supplier<Future<Boolean>> reachable,
      Consumer<Duration> probeLater,
      LongSupplier nanoTime) {
    this.claim = claim;
    this.attempt = attempt;
    this.reachable = reachable;
    this.probeLater = probeLater;
    this.nanoTime = nanoTime;
  }

  /** Sends what is due, unless the instance is known to be down. */
  Future<Void> look() {
    return paused ? Future.succeededFuture() : step();
  }

  /** Sends what is due: the instance may be there again. */
  Future<Void> wake() {
    paused = false;
    return step();
  }

  /** Notes that a try beside the queue found the instance down. */
  void down() {
    if (!paused) {
      pause();
    }
  }

  /** Finds out whether the instance answers again, unless somebody else has found out. */
  Future<Void> probe() {
    if (!paused) {
      probeDue = false;
      return Future.succeededFuture();
    }
    return reachable
        .get()
        .compose(
            answers -> {
              probeDue = false;
              if (!paused) {
                return Future.succeededFuture();
              }
              if (answers) {
                return wake();
              }
              scheduleProbe();
              return Future.succeededFuture();
            });
  }

  /** Returns whether it waits for the instance; may be asked from any thread. */
  boolean paused() {
    return paused;
  }

  private void pause() {
    paused = true;
    if (probes == 0) {
      downSince = nanoTime.getAsLong();
    }
    scheduleProbe();
  }

  private void scheduleProbe() {
    if (!probeDue) {
      probeDue = true;
      probeLater.accept(untilProbe(probes++));
    }
  }

  private Duration untilProbe(int earlier) {
    if (earlier < FIRST_PROBES.size()) {
      return FIRST_PROBES.get(earlier);
    }
    return nanoTime.getAsLong() - downSince < PATIENCE.toNanos()
        ? BETWEEN_PROBES
        : BETWEEN_LATE_PROBES;
  }

  private Future<Void> step() {
    if (running) {
      again = true;
      return Future.succeededFuture();
    }
    running = true;
    again = false;
    return claim
        .apply(probes > 0 ? 1 : WIDTH)
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

  /** Returns whether there may be more to do. */
  private Future<Boolean> tryAll(List<OutboxEntry> entries) {
    if (entries.isEmpty()) {
      if (!paused) {
        probes = 0;
      }
      return Future.succeededFuture(false);
    }
    List<Future<Boolean>> tries = entries.stream().map(attempt).toList();
    return Future.join(tries)
        .map(
            joined -> {
              if (tries.stream().anyMatch(Future::result)) {
                pause();
              } else {
                probes = 0;
              }
              return true;
            });
  }
}
