package dev.arrway.gateway.connection;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The messages that wait to be written to one client. Transports count waiting bytes differently or
 * not at all, so they are counted here and in a budget for all clients. Used on the client's
 * context, except for the calls of the budget.
 */
public final class OutboundQueue {
  private static final int FULL = 64 << 10;
  private static final int ROOM = 32 << 10;

  /** The value of {@code reserved} after the queue has returned its reservation for good. */
  private static final long OVER = -1;

  private final Vertx vertx;
  private final Context context;
  private final OutboundSink sink;
  private final OutboundLimits limits;
  private final OutboundBudget budget;
  private final Runnable tooSlow;
  private final AtomicLong reserved = new AtomicLong();
  private Runnable drained = () -> {};
  private int waiting;
  private int retained;
  private boolean wasFull;
  private boolean over;

  /**
   * The time of the last progress in nanoseconds: the client received something, or the queue
   * became non-empty.
   */
  private long progress;

  /**
   * The timer that checks progress. It is not cancelled when the queue is empty, which avoids
   * setting a new one at each write.
   */
  private long timer = -1;

  /**
   * Creates an empty queue; called on the client's context.
   *
   * @param tooSlow called once, on that context, when the client has read nothing or too little for
   *     too long
   */
  public OutboundQueue(
      Vertx vertx,
      OutboundSink sink,
      OutboundLimits limits,
      OutboundBudget budget,
      Runnable tooSlow) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.sink = sink;
    this.limits = limits;
    this.budget = budget;
    this.tooSlow = tooSlow;
  }

  /** Returns whether to pause writing until {@link #onDrain}. */
  public boolean full() {
    wasFull |= waiting >= FULL;
    return waiting >= FULL;
  }

  /** Returns whether the queue has ended and drops everything written. */
  public boolean isOver() {
    return over;
  }

  /** Sets what to call each time the queue has room again after it was full. */
  public void onDrain(Runnable then) {
    drained = then;
  }

  /**
   * Writes bytes; disconnects the client instead when too many bytes wait already.
   *
   * @return succeeds when the client has received them or is gone; never fails
   */
  @CanIgnoreReturnValue
  public Future<Void> write(Buffer bytes) {
    if (over) {
      return Future.succeededFuture();
    }
    int length = bytes.length();
    if (waiting > limits.mostBytes() || !reserve(length)) {
      drop();
      return Future.succeededFuture();
    }
    if (waiting == 0) {
      progress = System.nanoTime();
    }
    waiting += length;
    if (timer < 0) {
      timer = vertx.setTimer(limits.writeDeadline().toMillis(), tick -> checkProgress());
    }
    Promise<Void> taken = Promise.promise();
    sink.write(bytes)
        .onComplete(
            written ->
                context.runOnContext(
                    now -> {
                      taken(length);
                      taken.complete();
                    }));
    return taken.future();
  }

  /**
   * Counts bytes that are held for the client outside of this queue.
   *
   * @param bytes the new total, which replaces the previous one
   */
  public void retain(int bytes) {
    int more = bytes - retained;
    if (over || more == 0) {
      return;
    }
    if (more < 0) {
      release(-more);
    } else if (!reserve(more)) {
      drop();
      return;
    }
    retained = bytes;
  }

  /** Ends the queue; later writes are dropped. */
  public void end() {
    if (!over) {
      over = true;
      vertx.cancelTimer(timer);
      budget.leave(this);
      releaseAll();
    }
  }

  long reserved() {
    return reserved.get();
  }

  /** Disconnects the client to free memory for others; its bytes no longer count. */
  void evict() {
    budget.leave(this);
    releaseAll();
    context.runOnContext(now -> drop());
  }

  private boolean reserve(int bytes) {
    if (!budget.reserve(this, bytes)) {
      return false;
    }
    if (reserved.updateAndGet(now -> now == OVER ? OVER : now + bytes) == OVER) {
      budget.release(bytes);
      budget.leave(this);
      return false;
    }
    return true;
  }

  private void release(int bytes) {
    if (reserved.getAndUpdate(now -> now == OVER ? OVER : now - bytes) != OVER) {
      budget.release(bytes);
    }
  }

  private void releaseAll() {
    long all = reserved.getAndSet(OVER);
    if (all > 0) {
      budget.release(all);
    }
  }

  private void checkProgress() {
    timer = -1;
    if (over || waiting == 0) {
      return;
    }
    long left = limits.writeDeadline().toNanos() - (System.nanoTime() - progress);
    if (left <= 0) {
      drop();
    } else {
      timer = vertx.setTimer(TimeUnit.NANOSECONDS.toMillis(left) + 1, tick -> checkProgress());
    }
  }

  private void drop() {
    if (!over) {
      end();
      tooSlow.run();
    }
  }

  private void taken(int length) {
    waiting -= length;
    release(length);
    if (over) {
      return;
    }
    progress = System.nanoTime();
    if (wasFull && waiting <= ROOM) {
      wasFull = false;
      drained.run();
    }
  }
}
