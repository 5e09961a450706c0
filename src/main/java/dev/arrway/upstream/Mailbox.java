package dev.arrway.upstream;

import dev.arrway.platform.bus.Letter;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * The commands that wait for an actor, oldest first. Bounded; used from the actor's context alone.
 * A command whose asker has given up is never started.
 */
final class Mailbox {
  /** When a full mailbox is worth trying again. */
  private static final Duration BUSY_FOR = Duration.ofSeconds(1);

  private final int capacity;
  private final int concurrency;
  private final LongSupplier nanoTime;
  private final Executor context;
  private final Function<Letter, Future<? extends Reply>> work;
  private final Deque<Entry> waiting = new ArrayDeque<>();
  private final Set<Entry> running = new HashSet<>();
  private boolean starting;
  private boolean closed;

  /**
   * An empty mailbox.
   *
   * @param capacity letters that may wait
   * @param concurrency letters that are worked on at a time
   * @param context brings outcomes back to the actor's context, wherever they come from
   * @param work does what a letter asks for; must not throw
   */
  Mailbox(
      int capacity,
      int concurrency,
      LongSupplier nanoTime,
      Executor context,
      Function<Letter, Future<? extends Reply>> work) {
    this.capacity = capacity;
    this.concurrency = concurrency;
    this.nanoTime = nanoTime;
    this.context = context;
    this.work = work;
  }

  /**
   * Queues a letter.
   *
   * @return the reply; fails with {@code busy} when the mailbox is full, {@code deadline_exceeded}
   *     when its turn came too late, {@code actor_unavailable} once the mailbox is closed
   */
  Future<Reply> offer(Letter letter) {
    if (closed) {
      return Future.failedFuture(gone());
    }
    if (waiting.size() >= capacity) {
      dropLate();
    }
    if (waiting.size() >= capacity) {
      return Future.failedFuture(busy());
    }
    Entry entry = new Entry(letter, nanoTime.getAsLong(), Promise.promise());
    waiting.add(entry);
    startNext();
    return entry.reply.future();
  }

  int queued() {
    return waiting.size();
  }

  int running() {
    return running.size();
  }

  /** Turns away what waits, what is under way, and whatever still comes. */
  void close() {
    closed = true;
    List<Entry> all = new java.util.ArrayList<>(running);
    all.addAll(waiting);
    waiting.clear();
    all.forEach(entry -> entry.reply.tryFail(gone()));
  }

  /** A loop rather than recursion: much of what waits may be refused without delay. */
  private void startNext() {
    if (starting) {
      return;
    }
    starting = true;
    while (running.size() < concurrency && !waiting.isEmpty()) {
      start(waiting.remove());
    }
    starting = false;
  }

  private void start(Entry entry) {
    long left = left(entry);
    if (left <= 0) {
      entry.reply.tryFail(late());
      return;
    }
    running.add(entry);
    Letter due = new Letter(entry.letter.envelope().withRemaining(left), entry.letter.command());
    Sink.of(
        work.apply(due),
        context,
        (reply, cause) -> {
          running.remove(entry);
          if (cause == null && reply != null) {
            entry.reply.tryComplete(reply);
          } else {
            entry.reply.tryFail(cause == null ? new IllegalStateException("no reply") : cause);
          }
          startNext();
        });
  }

  private void dropLate() {
    waiting.removeIf(entry -> left(entry) <= 0 && entry.reply.tryFail(late()));
  }

  private long left(Entry entry) {
    return entry.letter.envelope().remainingMs()
        - TimeUnit.NANOSECONDS.toMillis(nanoTime.getAsLong() - entry.sinceNanos);
  }

  private static FailureException busy() {
    return Failure.retryAfter(
            FailureCode.BUSY, "The instance has too much to do; try again.", BUSY_FOR)
        .asException();
  }

  private static FailureException late() {
    return FailureException.of(
        FailureCode.DEADLINE_EXCEEDED, "The time for this request was over before its turn came.");
  }

  static FailureException gone() {
    return FailureException.of(FailureCode.ACTOR_UNAVAILABLE, "The instance is not running.");
  }

  /** One letter; each is its own, whatever it says. */
  private static final class Entry {
    private final Letter letter;
    private final long sinceNanos;
    private final Promise<Reply> reply;

    Entry(Letter letter, long sinceNanos, Promise<Reply> reply) {
      this.letter = letter;
      this.sinceNanos = sinceNanos;
      this.reply = reply;
    }
  }
}
