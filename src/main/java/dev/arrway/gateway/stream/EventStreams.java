package dev.arrway.gateway.stream;

import dev.arrway.bus.Bus;
import dev.arrway.bus.Registration;
import dev.arrway.event.EventExtent;
import dev.arrway.event.EventFilter;
import dev.arrway.event.EventHistory;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
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
  private final List<Registration> registrations;
  private final long poll;
  private volatile boolean closing;

  /** None yet. Needs an {@link dev.arrway.event.EventRelay} on the same bus to be quick. */
  public EventStreams(Vertx vertx, Bus bus, EventHistory history, StreamSettings settings) {
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.history = history;
    this.settings = settings;
    this.registrations =
        List.of(
            bus.subscribe(Notice.EventsAppended.class, this::appended),
            bus.subscribe(
                Notice.AccessChanged.class, notice -> feed(notice.userId(), EventFeed::endAll)));
    this.poll = vertx.setPeriodic(settings.poll().toMillis(), tick -> look());
  }

  /**
   * Opens a stream; called on the client's context.
   *
   * @param cursor where the client was, if it says so
   * @param door carries the events; told of the place first
   * @return the stream, to be told when the client has gone; fails with {@code limit_exceeded} when
   *     the user has too many
   */
  public Future<EventStream> open(
      long userId, EventFilter filter, Optional<String> cursor, EventDoor door) {
    if (closing) {
      return Future.failedFuture(goingDown());
    }
    EventStream stream = join(userId, filter, door);
    if (stream == null) {
      return Future.failedFuture(tooMany());
    }
    return begin(stream.feed(), cursor)
        .map(
            begin -> {
              stream.start(begin.id(), begin.reset());
              return stream;
            })
        .onFailure(cause -> stream.closed());
  }

  /**
   * A place for a client that does not follow yet; called on its context.
   *
   * @param ended told when the client is sent away
   * @return fails with {@code limit_exceeded} when the user has too many
   */
  public Future<Seat> sit(long userId, Runnable ended) {
    if (closing) {
      return Future.failedFuture(goingDown());
    }
    Context client = vertx.getOrCreateContext();
    AtomicReference<@Nullable Seat> taken = new AtomicReference<>();
    seatOne(
        userId,
        feed -> {
          Seat seat = new Seat(feed, client, ended, this::leave);
          feed.seats().add(seat);
          taken.set(seat);
        });
    Seat seat = taken.get();
    return seat == null ? Future.failedFuture(tooMany()) : Future.succeededFuture(seat);
  }

  private static FailureException goingDown() {
    return Failure.retryAfter(
            FailureCode.SHUTTING_DOWN, "This node is going down.", Duration.ofSeconds(2))
        .asException();
  }

  private FailureException tooMany() {
    return FailureException.of(
        FailureCode.LIMIT_EXCEEDED, "You have " + settings.mostPerUser() + " streams open.");
  }

  /** How many are open. */
  public int size() {
    return feeds.values().stream().mapToInt(feed -> feed.streams().size()).sum();
  }

  /** Ends all streams and lets nobody begin; their clients come back, here or elsewhere. */
  public void endAll() {
    closing = true;
    feeds.values().forEach(EventFeed::endAll);
  }

  /** Ends all streams and the listening. */
  public Future<Void> close() {
    endAll();
    vertx.cancelTimer(poll);
    return Future.join(registrations.stream().map(Registration::unregister).toList()).mapEmpty();
  }

  private @Nullable EventStream join(long userId, EventFilter filter, EventDoor door) {
    AtomicReference<@Nullable EventStream> joined = new AtomicReference<>();
    seatOne(
        userId,
        feed -> {
          EventStream stream =
              new EventStream(vertx, history, feed, filter, door, settings, this::leave);
          feed.streams().add(stream);
          joined.set(stream);
        });
    return joined.get();
  }

  /** The number of a user's clients is kept right by the map's own locks. */
  private void seatOne(long userId, Consumer<EventFeed> add) {
    feeds.compute(
        userId,
        (same, known) -> {
          EventFeed feed = known == null ? new EventFeed(context, history, userId) : known;
          if (feed.places() < settings.mostPerUser()) {
            add.accept(feed);
          }
          return feed;
        });
  }

  private void leave(EventStream stream) {
    leave(stream.feed(), feed -> feed.streams().remove(stream));
  }

  private void leave(Seat seat) {
    leave(seat.feed(), feed -> feed.seats().remove(seat));
  }

  private void leave(EventFeed left, Consumer<EventFeed> remove) {
    feeds.computeIfPresent(
        left.owner(),
        (same, feed) -> {
          remove.accept(feed);
          return feed.places() == 0 ? null : feed;
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
