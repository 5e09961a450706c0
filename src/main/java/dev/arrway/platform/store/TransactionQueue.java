package dev.arrway.platform.store;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A first-in, first-out queue that lets a fixed number of transactions run at once. Thread-safe.
 * What waits is bounded in number and in time; both limits are far above what a healthy gateway
 * reaches, and only keep a database that stands still from filling the memory.
 */
final class TransactionQueue {
  /** The most transactions that may wait. */
  static final int CAPACITY = 50_000;

  /** The longest that a transaction waits for its turn. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

  private final Vertx vertx;
  private final Deque<Promise<Void>> waiting = new ArrayDeque<>();
  private int free;

  /**
   * Creates an empty queue.
   *
   * @param atOnce transactions that run at once, at least 1
   */
  TransactionQueue(Vertx vertx, int atOnce) {
    this.vertx = vertx;
    this.free = atOnce;
  }

  /**
   * Runs a transaction when its turn has come.
   *
   * @return its outcome; fails with {@link StoreUnavailable} when the queue is full or the turn
   *     does not come in time
   */
  <T> Future<T> run(Supplier<Future<T>> transaction) {
    return turn()
        .compose(
            begun ->
                Future.succeededFuture().compose(now -> transaction.get()).eventually(this::next));
  }

  private Future<Void> turn() {
    Promise<Void> turn = Promise.promise();
    synchronized (this) {
      if (free > 0) {
        free--;
        return Future.succeededFuture();
      }
      if (waiting.size() >= CAPACITY) {
        return Future.failedFuture(unavailable("too much background work waits"));
      }
      waiting.add(turn);
    }
    long timer =
        vertx.setTimer(
            LONGEST_WAIT.toMillis(),
            late -> turn.tryFail(unavailable("background work waited too long")));
    return turn.future()
        .eventually(
            () -> {
              vertx.cancelTimer(timer);
              return Future.succeededFuture();
            });
  }

  /** Passes the place on from the event loop, since ends that come at once must not nest. */
  private Future<Void> next() {
    vertx.runOnContext(ignored -> passOn());
    return Future.succeededFuture();
  }

  /** Gives the place to the first one that still waits. */
  private void passOn() {
    Promise<Void> first;
    do {
      synchronized (this) {
        first = waiting.poll();
        if (first == null) {
          free++;
        }
      }
    } while (first != null && !first.tryComplete());
  }

  private static StoreUnavailable unavailable(String what) {
    return new StoreUnavailable(
        what + " for a database connection", new TimeoutException("no turn in time"));
  }
}
