package dev.arrway.gateway.stream;

import dev.arrway.platform.event.EventBatch;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client that follows, over whichever transport. Where it stands is the id of the last event
 * written to it: what comes next it takes from the feed's window, or from the log when it is
 * further behind, so nothing is lost or told twice between the past and the present. All of its
 * state belongs to the client's context. A client that does not read is waited for, then dropped.
 */
public final class EventStream {
  private static final Logger log = LoggerFactory.getLogger(EventStream.class);
  private static final int BLOCK = 500;

  /** Most of one write; with the transport's own queue this bounds what a slow client holds. */
  private static final int CHUNK_BYTES = 64 << 10;

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final Context context;
  private final EventHistory history;
  private final EventFeed feed;
  private final EventTransport transport;
  private final StreamSettings settings;
  private final Consumer<EventStream> left;

  /** Read from the log and not yet written, below {@link #read}. */
  private final Deque<EventFrame> waiting = new ArrayDeque<>();

  private EventFilter filter;
  private long cursor;
  private long read;
  private long told;
  private boolean started;
  private boolean reading;
  private boolean ended;
  private @Nullable Ahead ahead;
  private int aheadBytes;
  private long heartbeat = -1;

  /**
   * Not started yet; made on the client's context.
   *
   * @param left told once when this stream is over
   */
  EventStream(
      Vertx vertx,
      EventHistory history,
      EventFeed feed,
      EventFilter filter,
      EventTransport transport,
      StreamSettings settings,
      Consumer<EventStream> left) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.history = history;
    this.feed = feed;
    this.filter = filter;
    this.transport = transport;
    this.settings = settings;
    this.left = left;
  }

  EventFeed feed() {
    return feed;
  }

  /** Opens the stream and begins after an id, on the client's context. */
  void start(long after, boolean reset) {
    cursor = after;
    told = after;
    transport.begin(history.cursor(after), reset);
    if (ended) { // stopped before it had begun
      return;
    }
    started = true;
    transport.queue().onDrain(this::pull);
    heartbeat = vertx.setPeriodic(settings.heartbeat().toMillis(), tick -> beat());
    pull();
  }

  /** Where the client stands; on its context. */
  public String cursor() {
    return history.cursor(cursor);
  }

  /** Other events are wanted from here on; on the client's context. */
  public void want(EventFilter other) {
    filter = other;
    waiting.clear();
    countRetained();
    pull();
  }

  /** There may be something new. */
  void wake() {
    context.runOnContext(now -> pull());
  }

  /** Ends the stream: nothing is written any more; on the client's context. */
  public void stop() {
    if (!ended) {
      ended = true;
      waiting.clear();
      ahead = null;
      transport.queue().retain(0);
      vertx.cancelTimer(heartbeat);
      left.accept(this);
    }
  }

  private void pull() {
    while (started && !ended && !reading) {
      if (transport.queue().full()) {
        return;
      }
      if (!waiting.isEmpty()) {
        List<EventFrame> block = new ArrayList<>(waiting);
        waiting.clear();
        deliver(block, read);
        continue;
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

  /**
   * The block behind the one that is being written.
   *
   * @param after where it begins
   */
  private record Ahead(long after, EventFilter wanted, Future<EventBatch> batch) {}

  private Future<EventBatch> block(EventFilter wanted) {
    Ahead known = ahead;
    ahead = null;
    aheadBytes = 0;
    return known != null && known.after == cursor && known.wanted == wanted
        ? known.batch
        : history.after(feed.owner(), cursor, wanted, BLOCK);
  }

  private void replay() {
    reading = true;
    EventFilter wanted = filter;
    block(wanted)
        .onSuccess(batch -> context.runOnContext(now -> replayed(wanted, batch)))
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

  private void replayed(EventFilter wanted, EventBatch batch) {
    if (ended) {
      return;
    }
    if (wanted != filter) { // changed meanwhile: this is not what is wanted
      resume();
      return;
    }
    if (batch.gone()) {
      cursor = batch.through();
      told = cursor;
      transport.place(history.cursor(cursor), true);
    } else {
      if (batch.more()) { // the database works while this one is written
        long next = batch.through();
        readAhead(next, wanted);
      }
      deliver(
          batch.events().stream()
              .map(event -> EventFrame.of(history.cursor(event.id()), event))
              .toList(),
          batch.through());
    }
    resume();
  }

  private void readAhead(long next, EventFilter wanted) {
    Ahead begun = new Ahead(next, wanted, history.after(feed.owner(), next, wanted, BLOCK));
    ahead = begun;
    begun
        .batch()
        .onSuccess(batch -> context.runOnContext(now -> countAhead(begun, batch)))
        .onFailure(cause -> log.debug("reading ahead failed: {}", cause.getMessage()));
  }

  private void countAhead(Ahead begun, EventBatch batch) {
    if (ahead == begun && !ended) {
      aheadBytes = batch.events().stream().mapToInt(event -> event.data().length()).sum();
      countRetained();
    }
  }

  /** What is held for this client alone counts like what waits to be written to it. */
  private void countRetained() {
    transport.queue().retain(waiting.stream().mapToInt(EventFrame::length).sum() + aheadBytes);
  }

  /** Writes as much as one write may hold; the rest waits until there is room. */
  private void deliver(List<EventFrame> frames, long through) {
    List<EventFrame> passing = new ArrayList<>();
    int bytes = 0;
    int at = 0;
    while (at < frames.size() && bytes <= CHUNK_BYTES) {
      EventFrame frame = frames.get(at);
      if (frame.passes(filter)) {
        passing.add(frame);
        bytes += frame.length();
      }
      at++;
    }
    boolean all = at == frames.size();
    cursor = all ? through : frames.get(at - 1).id();
    if (!all) {
      read = through;
      waiting.addAll(frames.subList(at, frames.size()));
    }
    countRetained();
    if (!passing.isEmpty() && !ended) {
      told = passing.get(passing.size() - 1).id();
      transport.events(passing);
    }
  }

  /**
   * Shows that the stream is alive. Where the client stands moves on also when nothing passes its
   * filter, so that it need not be told later that history is gone.
   */
  private void beat() {
    if (!transport.queue().full()) {
      transport.alive();
      if (cursor > told) {
        told = cursor;
        transport.place(history.cursor(cursor), false);
      }
    }
    pull();
  }
}
