package dev.arrway.gateway.stream;

import dev.arrway.platform.event.EventBatch;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.StoredEvent;
import io.vertx.core.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all streams of one owner on this node follow: new events are read and encoded once, however
 * many receive them. The streams are told to look and take what they have not seen, each at its own
 * pace, so a slow one holds up nobody and costs no queue.
 */
final class EventFeed {
  private static final Logger log = LoggerFactory.getLogger(EventFeed.class);
  private static final int BLOCK = 500;

  private final Context context;
  private final EventHistory history;
  private final long owner;
  private final Set<EventStream> streams = ConcurrentHashMap.newKeySet();
  private volatile @Nullable EventWindow window;
  private boolean reading;
  private boolean again;

  /**
   * Nobody follows yet.
   *
   * @param context where events are read and encoded
   */
  EventFeed(Context context, EventHistory history, long owner) {
    this.context = context;
    this.history = history;
    this.owner = owner;
  }

  long owner() {
    return owner;
  }

  Set<EventStream> streams() {
    return streams;
  }

  /** The newest events; null until the first stream has found out where the log is. */
  @Nullable EventWindow window() {
    return window;
  }

  /** Begins after this id unless it has begun already, and looks for newer ones. */
  void begin(long newest) {
    context.runOnContext(
        now -> {
          if (window == null) {
            window = EventWindow.at(newest);
            streams.forEach(EventStream::wake); // they may have looked before there was one
          }
          read();
        });
  }

  /** There may be something new. */
  void wake() {
    context.runOnContext(now -> read());
  }

  private void read() {
    EventWindow known = window;
    if (known == null) {
      return;
    }
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    again = false;
    history
        .after(owner, known.through(), EventFilter.ALL, BLOCK)
        .onSuccess(batch -> context.runOnContext(now -> take(known, batch)))
        .onFailure(cause -> context.runOnContext(now -> failed(cause)));
  }

  /** The next look is the safety poll's, if no news come before. */
  private void failed(Throwable cause) {
    reading = false;
    log.debug("followers wait for the database: {}", cause.getMessage());
  }

  private void take(EventWindow known, EventBatch batch) {
    reading = false;
    window =
        batch.gone()
            ? EventWindow.at(batch.through())
            : known.plus(frames(batch.events()), batch.through());
    if (batch.gone() || batch.through() > known.through()) {
      streams.forEach(EventStream::wake);
    }
    if (batch.more() || again) {
      read();
    }
  }

  private List<EventFrame> frames(List<StoredEvent> events) {
    return events.stream().map(event -> EventFrame.of(history.cursor(event.id()), event)).toList();
  }
}
