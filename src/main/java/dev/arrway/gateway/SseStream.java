package dev.arrway.gateway;

import dev.arrway.event.EventBatch;
import dev.arrway.event.EventFilter;
import dev.arrway.event.EventHistory;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows. Where it stands is the id of the last event written to it: what comes
 * next it takes from the feed's window, or from the log when it is further behind, so nothing is
 * lost or told twice between the past and the present. All of its state belongs to the request's
 * context. A client that does not read is waited for, then dropped.
 */
final class SseStream {
  private static final Logger log = LoggerFactory.getLogger(SseStream.class);
  private static final int BLOCK = 500;

  /** Most of one write; with the response's own queue this bounds what a slow client holds. */
  private static final int CHUNK_BYTES = 64 << 10;

  private static final Duration RETRY = Duration.ofSeconds(1);

  /** When many are sent away at once, they come back spread over this time. */
  private static final Duration SPREAD = Duration.ofSeconds(4);

  private final Vertx vertx;
  private final Context context;
  private final EventHistory history;
  private final EventFeed feed;
  private final EventFilter filter;
  private final HttpServerResponse response;
  private final StreamSettings settings;
  private final Consumer<SseStream> left;
  private long cursor;
  private long told;
  private boolean started;
  private boolean reading;
  private boolean ended;
  private long heartbeat = -1;
  private long deadline = -1;

  /**
   * Not started yet; made on the request's context.
   *
   * @param left told once when this stream is over
   */
  SseStream(
      Vertx vertx,
      EventHistory history,
      EventFeed feed,
      EventFilter filter,
      HttpServerResponse response,
      StreamSettings settings,
      Consumer<SseStream> left) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.history = history;
    this.feed = feed;
    this.filter = filter;
    this.response = response;
    this.settings = settings;
    this.left = left;
  }

  EventFeed feed() {
    return feed;
  }

  /** Writes the head and begins after an id, on the request's context. */
  void start(long after, boolean reset) {
    if (response.closed()) {
      closed();
      return;
    }
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    cursor = after;
    write(Buffer.buffer("retry: " + RETRY.toMillis() + "\n" + place(reset)));
    started = true;
    if (ended) { // sent away before it had begun
      finish();
      return;
    }
    response.drainHandler(drained -> drained());
    heartbeat = vertx.setPeriodic(settings.heartbeat().toMillis(), tick -> beat());
    pull();
  }

  /** There may be something new. */
  void wake() {
    context.runOnContext(now -> pull());
  }

  /** Ends the stream; its client comes back with its cursor. */
  void end() {
    context.runOnContext(
        now -> {
          if (!ended) {
            closed();
            if (started) {
              finish();
            }
          }
        });
  }

  /** The client has gone, or is treated so. */
  void closed() {
    if (!ended) {
      ended = true;
      vertx.cancelTimer(heartbeat);
      vertx.cancelTimer(deadline);
      left.accept(this);
    }
  }

  private void finish() {
    long retry = RETRY.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
    response.end("retry: " + retry + "\n\n").onFailure(gone -> log.debug("a follower had gone"));
  }

  private void pull() {
    while (started && !ended && !reading) {
      if (response.writeQueueFull()) {
        awaitClient();
        return;
      }
      EventWindow window = feed.window();
      if (window == null || cursor >= window.through()) {
        return;
      }
      if (!window.continues(cursor)) {
        replay();
        return;
      }
      deliver(window.after(cursor), window.through());
    }
  }

  private void replay() {
    reading = true;
    history
        .after(feed.owner(), cursor, filter, BLOCK)
        .onSuccess(batch -> context.runOnContext(now -> replayed(batch)))
        .onFailure(
            cause -> {
              log.debug("a follower waits for the database: {}", cause.getMessage());
              vertx.setTimer(RETRY.toMillis(), again -> context.runOnContext(now -> resume()));
            });
  }

  private void resume() {
    reading = false;
    pull();
  }

  private void replayed(EventBatch batch) {
    if (ended) {
      return;
    }
    if (batch.gone()) {
      cursor = batch.through();
      write(Buffer.buffer(place(true)));
    } else {
      deliver(
          batch.events().stream()
              .map(event -> EventFrame.of(history.cursor(event.id()), event))
              .toList(),
          batch.through());
    }
    resume();
  }

  /** Writes as much as one write may hold; the rest is taken again when there is room. */
  private void deliver(List<EventFrame> frames, long through) {
    List<EventFrame> passing = new ArrayList<>();
    int bytes = 0;
    long reached = through;
    for (EventFrame frame : frames) {
      if (bytes > CHUNK_BYTES) {
        reached = passing.get(passing.size() - 1).id();
        break;
      }
      if (frame.passes(filter)) {
        passing.add(frame);
        bytes += frame.length();
      }
    }
    cursor = reached;
    if (!passing.isEmpty()) {
      told = passing.get(passing.size() - 1).id();
      write(passing.size() == 1 ? passing.get(0).bytes() : joined(passing, bytes));
    }
  }

  private static Buffer joined(List<EventFrame> frames, int bytes) {
    Buffer all = Buffer.buffer(bytes);
    frames.forEach(frame -> all.appendBuffer(frame.bytes()));
    return all;
  }

  /**
   * Shows that the stream is alive. Where the client stands moves on also when nothing passes its
   * filter, so that it need not be told later that history is gone.
   */
  private void beat() {
    if (!response.writeQueueFull()) {
      write(Buffer.buffer(cursor > told ? ": \n" + place(false) : ": \n\n"));
    }
    pull();
  }

  private void awaitClient() {
    if (deadline < 0) {
      deadline = vertx.setTimer(settings.writeDeadline().toMillis(), tick -> drop());
    }
  }

  private void drained() {
    vertx.cancelTimer(deadline);
    deadline = -1;
    pull();
  }

  private void drop() {
    if (!ended) {
      closed();
      log.debug("a follower that stopped reading is dropped");
      response.reset().onFailure(gone -> log.debug("a follower had gone"));
    }
  }

  /** The cursor, which a client remembers although no event comes with it. */
  private String place(boolean reset) {
    told = cursor;
    return "id: " + history.cursor(cursor) + "\n" + (reset ? "event: reset\ndata: {}\n\n" : "\n");
  }

  private void write(Buffer frames) {
    response.write(frames).onFailure(gone -> log.debug("a follower had gone"));
  }
}
