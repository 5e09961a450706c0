package dev.arrway.gateway.bridge;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;

/**
 * Writes to one client and knows what it has not taken yet. Pipes keep count of that each in their
 * own way, some not at all, so it is counted here. Belongs to the client's context.
 */
final class Outlet {
  private static final int FULL = 64 << 10;
  private static final int ROOM = 32 << 10;

  private final Vertx vertx;
  private final Context context;
  private final Pipe pipe;
  private final BridgeSettings settings;
  private final Runnable tooSlow;
  private Runnable drained = () -> {};
  private int waiting;
  private boolean wasFull;
  private boolean over;
  private long deadline = -1;

  /**
   * Nothing written yet.
   *
   * @param tooSlow called once when the client has taken nothing for too long, or far too little
   */
  Outlet(Vertx vertx, Context context, Pipe pipe, BridgeSettings settings, Runnable tooSlow) {
    this.vertx = vertx;
    this.context = context;
    this.pipe = pipe;
    this.settings = settings;
    this.tooSlow = tooSlow;
  }

  boolean full() {
    wasFull |= waiting >= FULL;
    return waiting >= FULL;
  }

  /** What to call each time when there is room again after there was none. */
  void onDrain(Runnable then) {
    drained = then;
  }

  /** Done, and never failed, when the client has taken it or has gone. */
  @CanIgnoreReturnValue
  Future<Void> write(Buffer frames) {
    if (over) {
      return Future.succeededFuture();
    }
    if (waiting > settings.mostUnwritten()) {
      drop();
      return Future.succeededFuture();
    }
    int length = frames.length();
    waiting += length;
    if (deadline < 0) {
      arm();
    }
    Promise<Void> taken = Promise.promise();
    pipe.write(frames)
        .onComplete(
            written ->
                context.runOnContext(
                    now -> {
                      taken(length);
                      taken.complete();
                    }));
    return taken.future();
  }

  /** Nothing is written any more. */
  void end() {
    over = true;
    vertx.cancelTimer(deadline);
  }

  private void arm() {
    deadline = vertx.setTimer(settings.writeDeadline().toMillis(), tick -> drop());
  }

  private void drop() {
    if (!over) {
      end();
      tooSlow.run();
    }
  }

  private void taken(int length) {
    waiting -= length;
    if (over) {
      return;
    }
    vertx.cancelTimer(deadline);
    deadline = -1;
    if (waiting > 0) {
      arm();
    }
    if (wasFull && waiting <= ROOM) {
      wasFull = false;
      drained.run();
    }
  }
}
