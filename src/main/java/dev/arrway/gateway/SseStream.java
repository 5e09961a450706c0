package dev.arrway.gateway;

import dev.arrway.event.EventBatch;
import dev.arrway.event.EventFilter;
import dev.arrway.event.EventHistory;
import dev.arrway.event.StoredEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows. Every event comes from the log, by its id, so nothing is lost or told
 * twice between the past and the present; a wake-up only says when to look. A client that does not
 * read is waited for, then dropped.
 */
final class SseStream {
  private static final Logger log = LoggerFactory.getLogger(SseStream.class);
  private static final int BLOCK = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Context context;
  private final EventHistory history;
  private final long userId;
  private final EventFilter filter;
  private final HttpServerResponse response;
  private final Duration heartbeat;
  private long cursor;
  private boolean reading;
  private boolean again;
  private boolean ended;
  private long timer = -1;
  private long stalledSince = -1;

  SseStream(
      Vertx vertx,
      EventHistory history,
      long userId,
      EventFilter filter,
      HttpServerResponse response,
      long cursor,
      Duration heartbeat) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.history = history;
    this.userId = userId;
    this.filter = filter;
    this.response = response;
    this.cursor = cursor;
    this.heartbeat = heartbeat;
  }

  void start(boolean reset) {
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("X-Accel-Buffering", "no");
    String place = "id: " + history.cursor(cursor) + "\n";
    write(
        "retry: "
            + RETRY.toMillis()
            + "\n"
            + (reset ? place + "event: reset\ndata: {}\n\n" : place + "\n"));
    response.drainHandler(drained -> read());
    timer = vertx.setPeriodic(heartbeat.toMillis(), tick -> beat());
    read();
  }

  /** There may be something new. */
  void wake() {
    context.runOnContext(now -> read());
  }

  /** Ends the stream; its client comes back with its cursor. */
  void end() {
    context.runOnContext(
        now -> {
          if (!ended) {
            closed();
            response.end().onFailure(gone -> log.debug("a follower had gone"));
          }
        });
  }

  void closed() {
    ended = true;
    vertx.cancelTimer(timer);
  }

  private void read() {
    if (ended || response.writeQueueFull()) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    history
        .after(userId, cursor, filter, BLOCK)
        .onSuccess(this::deliver)
        .onFailure(
            cause -> {
              reading = false;
              log.debug("a follower waits for the database: {}", cause.getMessage());
            });
  }

  private void deliver(EventBatch batch) {
    reading = false;
    if (ended) {
      return;
    }
    Buffer frames = Buffer.buffer();
    for (StoredEvent event : batch.events()) {
      frames.appendString(frame(event));
    }
    cursor = batch.through();
    if (frames.length() > 0) {
      response.write(frames).onFailure(gone -> log.debug("a follower had gone"));
    }
    if (batch.more() || again) {
      read();
    }
  }

  /**
   * Shows that the stream is alive, looks in case a wake-up was lost, and drops a client that has
   * stopped reading.
   */
  private void beat() {
    if (!response.writeQueueFull()) {
      stalledSince = -1;
      write(": \n\n");
      read();
    } else if (stalledSince < 0) {
      stalledSince = System.nanoTime();
    } else if (System.nanoTime() - stalledSince > PATIENCE.toNanos()) {
      closed();
      response.reset();
    }
  }

  private void write(String text) {
    response.write(text).onFailure(gone -> log.debug("a follower had gone"));
  }

  private String frame(StoredEvent event) {
    return "id: "
        + history.cursor(event.id())
        + "\nevent: "
        + event.type()
        + "\ndata: "
        + EventJson.of(event)
        + "\n\n";
  }
}
