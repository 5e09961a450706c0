package dev.arrway.gateway.stream;

import io.vertx.core.Context;
import java.util.function.Consumer;

/**
 * The place of a client that is connected and follows nothing just now. It counts like a stream and
 * ends when streams end.
 */
public final class Seat {
  private final EventFeed feed;
  private final Context context;
  private final Runnable ended;
  private final Consumer<Seat> left;

  Seat(EventFeed feed, Context context, Runnable ended, Consumer<Seat> left) {
    this.feed = feed;
    this.context = context;
    this.ended = ended;
    this.left = left;
  }

  EventFeed feed() {
    return feed;
  }

  /** The client has gone, or takes a stream instead. */
  public void leave() {
    left.accept(this);
  }

  /** Sends the client away. */
  void end() {
    leave();
    context.runOnContext(now -> ended.run());
  }
}
