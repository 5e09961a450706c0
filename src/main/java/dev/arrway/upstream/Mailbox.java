package dev.arrway.upstream;

import dev.arrway.bus.Letter;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The commands that wait for an actor, oldest first. Bounded; used from the actor's context alone.
 * A command whose asker has given up is never started.
 */
final class Mailbox {
  private final int capacity;
  private final int concurrency;
  private final LongSupplier nanoTime;
  private final Function<Letter, Future<? extends Reply>> work;
  private final Deque<Waiting> waiting = new ArrayDeque<>();
  private int running;
  private boolean closed;

  Mailbox(
      int capacity,
      int concurrency,
      LongSupplier nanoTime,
      Function<Letter, Future<? extends Reply>> work) {
    this.capacity = capacity;
    this.concurrency = concurrency;
    this.nanoTime = nanoTime;
    this.work = work;
  }

  /** Queues a letter; fails with {@code busy} when the mailbox is full. */
  Future<Reply> offer(Letter letter) {
    if (closed) {
      return Future.failedFuture(gone());
    }
    if (waiting.size() >= capacity) {
      return Future.failedFuture(
          FailureException.of(FailureCode.BUSY, "The instance has too much to do; try again."));
    }
    Waiting entry = new Waiting(letter, nanoTime.getAsLong(), Promise.promise());
    waiting.add(entry);
    startNext();
    return entry.promise().future();
  }

  int queued() {
    return waiting.size();
  }

  int running() {
    return running;
  }

  /** Turns away what waits and whatever still comes. */
  void close() {
    closed = true;
    for (Waiting entry : waiting) {
      entry.promise().tryFail(gone());
    }
    waiting.clear();
  }

  private void startNext() {
    while (running < concurrency && !waiting.isEmpty()) {
      start(waiting.remove());
    }
  }

  private void start(Waiting entry) {
    Envelope envelope = entry.letter().envelope();
    long waitedMs = TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - entry.sinceNanos());
    long left = envelope.remainingMs() - waitedMs;
    if (left <= 0) {
      entry.promise().tryFail(late());
      return;
    }
    running++;
    Letter due = new Letter(envelope.withRemaining(left), entry.letter().command());
    Future<Reply> done = work.apply(due).map(reply -> reply);
    done.eventually(this::finished)
        .timeout(left, TimeUnit.MILLISECONDS)
        .onComplete(entry.promise());
  }

  private Future<Void> finished() {
    running--;
    startNext();
    return Future.succeededFuture();
  }

  private static FailureException late() {
    return FailureException.of(
        FailureCode.DEADLINE_EXCEEDED, "The time for this request was over before its turn came.");
  }

  private static FailureException gone() {
    return FailureException.of(FailureCode.ACTOR_UNAVAILABLE, "The instance is not running.");
  }

  private record Waiting(Letter letter, long sinceNanos, Promise<Reply> promise) {}
}
