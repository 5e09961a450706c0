package dev.arrway.playlist;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Supplier;

/** Bounds how many imports or matching runs go on at once, since each takes memory. */
public final class Slots {
  private final Queue<Promise<Void>> waiting = new ArrayDeque<>();
  private int free;

  /** With so many slots. */
  public Slots(int size) {
    this.free = size;
  }

  /** Takes a slot if one is free; it is given back by {@link #release}. */
  synchronized boolean tryTake() {
    if (free == 0) {
      return false;
    }
    free--;
    return true;
  }

  /** Does the work once a slot is free. */
  public <T> Future<T> run(Supplier<Future<T>> work) {
    return take()
        .compose(
            taken ->
                work.get()
                    .eventually(
                        () -> {
                          release();
                          return Future.succeededFuture();
                        }));
  }

  void release() {
    Promise<Void> next;
    synchronized (this) {
      next = waiting.poll();
      if (next == null) {
        free++;
      }
    }
    if (next != null) {
      next.complete();
    }
  }

  private synchronized Future<Void> take() {
    if (tryTake()) {
      return Future.succeededFuture();
    }
    Promise<Void> turn = Promise.promise();
    waiting.add(turn);
    return turn.future();
  }
}
