package dev.arrway.gateway;

import dev.arrway.bus.Bus;
import dev.arrway.bus.Registration;
import dev.arrway.event.EventFilter;
import dev.arrway.event.EventHistory;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The event streams that are open on this node. */
public final class EventStreams {
  private static final int MOST_PER_USER = 20;

  private final Vertx vertx;
  private final EventHistory history;
  private final Duration heartbeat;
  private final Map<Long, Set<SseStream>> byUser = new ConcurrentHashMap<>();
  private final List<Registration> registrations;

  /**
   * None yet.
   *
   * @param heartbeat how often a comment shows that a stream is alive
   */
  public EventStreams(Vertx vertx, Bus bus, EventHistory history, Duration heartbeat) {
    this.vertx = vertx;
    this.history = history;
    this.heartbeat = heartbeat;
    this.registrations =
        List.of(
            bus.subscribe(
                Notice.EventsAppended.class,
                notice -> notice.ownerIds().forEach(owner -> of(owner).forEach(SseStream::wake))),
            bus.subscribe(
                Notice.AccessChanged.class, notice -> of(notice.userId()).forEach(SseStream::end)));
  }

  /**
   * Opens a stream.
   *
   * @param cursor where the client was, if it says so
   * @return done when the head is written; fails with {@code limit_exceeded} when the user has too
   *     many
   */
  public Future<Void> open(
      long userId, EventFilter filter, Optional<String> cursor, HttpServerResponse response) {
    if (of(userId).size() >= MOST_PER_USER) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.LIMIT_EXCEEDED, "You have " + MOST_PER_USER + " streams open."));
    }
    return begin(userId, cursor)
        .map(
            begin -> {
              SseStream stream =
                  new SseStream(vertx, history, userId, filter, response, begin.id(), heartbeat);
              byUser.computeIfAbsent(userId, id -> ConcurrentHashMap.newKeySet()).add(stream);
              response.closeHandler(gone -> closed(userId, stream));
              stream.start(begin.reset());
              return null;
            });
  }

  /** Ends all streams; their clients come back, here or elsewhere. */
  public void endAll() {
    byUser.values().forEach(streams -> streams.forEach(SseStream::end));
  }

  /** Ends all streams and the listening. */
  public Future<Void> close() {
    endAll();
    return Future.join(registrations.stream().map(Registration::unregister).toList()).mapEmpty();
  }

  private void closed(long userId, SseStream stream) {
    stream.closed();
    byUser.computeIfPresent(
        userId,
        (same, streams) -> {
          streams.remove(stream);
          return streams.isEmpty() ? null : streams;
        });
  }

  private Set<SseStream> of(long userId) {
    return byUser.getOrDefault(userId, Set.of());
  }

  /** Where a stream begins, and whether history between the client's cursor and there is gone. */
  private record Begin(long id, boolean reset) {}

  private Future<Begin> begin(long userId, Optional<String> cursor) {
    if (cursor.isEmpty()) {
      return history.newest(userId).map(id -> new Begin(id, false));
    }
    Optional<Long> known = history.idOf(cursor.get());
    if (known.isEmpty()) {
      return history.newest(userId).map(id -> new Begin(id, true));
    }
    return history
        .prunedThrough()
        .compose(
            pruned ->
                known.get() >= pruned
                    ? Future.succeededFuture(new Begin(known.get(), false))
                    : history.newest(userId).map(id -> new Begin(id, true)));
  }
}
