package dev.arrway.gateway.stream;

import dev.arrway.gateway.Call;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.event.EventExtent;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.protocol.Notice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event streams that are open on this node. */
public final class EventStreams {
  private static final Logger log = LoggerFactory.getLogger(EventStreams.class);

  private final Vertx vertx;
  private final Context context;
  private final EventHistory history;
  private final StreamSettings settings;
  private final Map<Long, EventFeed> feeds = new ConcurrentHashMap<>();
  private final Registration registration;
  private final long poll;

  /**
   * None yet. Needs an {@link dev.arrway.platform.event.EventRelay} on the same bus to be quick.
   */
  public EventStreams(Vertx vertx, Bus bus, EventHistory history, StreamSettings settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.history = history;
    this.settings = settings;
    this.registration = bus.subscribe(Notice.EventsAppended.class, this::appended);
    this.poll = vertx.setPeriodic(settings.poll().toMillis(), tick -> look());
  }

  /**
   * Returns the cursor after which a stream begins: that of the last event that the client has
   * received ({@code Last-Event-ID}, {@code lastEventId}), otherwise the initial one ({@code
   * after}), which is still in the URL when a client reconnects.
   */
  public static Optional<String> cursor(Call call) {
    return Stream.of("Last-Event-ID", "lastEventId", "after")
        .flatMap(name -> call.text(name).stream())
        .filter(cursor -> !cursor.isBlank())
        .findFirst();
  }

  /**
   * Opens a stream; called on the client's context.
   *
   * @param cursor where the client was, if it says so
   * @param transport carries the events; told of the place first
   * @return the stream, to be stopped when the client has gone
   */
  public Future<EventStream> open(
      long userId, EventFilter filter, Optional<String> cursor, EventTransport transport) {
    EventStream stream = join(userId, filter, transport);
    return begin(stream.feed(), cursor)
        .map(
            begin -> {
              stream.start(begin.id(), begin.reset());
              return stream;
            })
        .onFailure(cause -> stream.stop());
  }

  /** How many are open. */
  public int size() {
    return feeds.values().stream().mapToInt(feed -> feed.streams().size()).sum();
  }

  /** Ends the listening; the streams end with their connections. */
  public Future<Void> close() {
    vertx.cancelTimer(poll);
    return registration.unregister();
  }

  /** A feed is there exactly as long as it has streams, which the map's own locks see to. */
  private EventStream join(long userId, EventFilter filter, EventTransport transport) {
    AtomicReference<@Nullable EventStream> joined = new AtomicReference<>();
    feeds.compute(
        userId,
        (same, known) -> {
          EventFeed feed = known == null ? new EventFeed(context, history, userId) : known;
          EventStream stream =
              new EventStream(vertx, history, feed, filter, transport, settings, this::leave);
          feed.streams().add(stream);
          joined.set(stream);
          return feed;
        });
    return Objects.requireNonNull(joined.get());
  }

  private void leave(EventStream stream) {
    feeds.computeIfPresent(
        stream.feed().owner(),
        (same, feed) -> {
          feed.streams().remove(stream);
          return feed.streams().isEmpty() ? null : feed;
        });
  }

  private void appended(Notice.EventsAppended notice) {
    if (notice.ownerIds().isEmpty()) {
      look();
    } else {
      notice.ownerIds().forEach(owner -> feed(owner, EventFeed::wake));
    }
  }

  private void feed(long owner, Consumer<EventFeed> then) {
    EventFeed feed = feeds.get(owner);
    if (feed != null) {
      then.accept(feed);
    }
  }

  /** One query for everybody who is followed here; finds what no notification told of. */
  private void look() {
    if (feeds.isEmpty()) {
      return;
    }
    history
        .newest(List.copyOf(feeds.keySet()))
        .onSuccess(newest -> newest.forEach(this::wakeBehind))
        .onFailure(cause -> log.debug("followers wait for the database: {}", cause.getMessage()));
  }

  private void wakeBehind(long owner, long newest) {
    feed(
        owner,
        feed -> {
          EventWindow window = feed.window();
          if (window != null && window.through() < newest) {
            feed.wake();
          }
        });
  }

  /** Where a stream begins, and whether history between the client's cursor and there is gone. */
  private record Begin(long id, boolean reset) {}

  private Future<Begin> begin(EventFeed feed, Optional<String> cursor) {
    Optional<Long> known = cursor.flatMap(history::idOf);
    EventWindow window = feed.window();
    if (window != null && (known.isEmpty() || window.continues(known.get()))) {
      return Future.succeededFuture(
          new Begin(known.orElse(window.through()), cursor.isPresent() && known.isEmpty()));
    }
    return history
        .extent(feed.owner())
        .map(
            extent -> {
              feed.begin(extent.newest());
              return begin(extent, cursor.isPresent(), known);
            });
  }

  private static Begin begin(EventExtent extent, boolean asked, Optional<Long> known) {
    return known
        .filter(extent::continues)
        .map(id -> new Begin(id, false))
        .orElseGet(() -> new Begin(extent.newest(), asked));
  }
}
