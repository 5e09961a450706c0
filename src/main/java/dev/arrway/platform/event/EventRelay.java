package dev.arrway.platform.event;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DatabaseEndpoint;
import dev.arrway.protocol.Notice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the followers on this node of committed events, whichever node wrote them. After a lost
 * connection it reconnects and has all followers read the log, since notifications were lost in
 * between. A probe that does not arrive shows that an open connection no longer delivers; it is
 * then replaced.
 */
public final class EventRelay {
  private static final Logger log = LoggerFactory.getLogger(EventRelay.class);
  private static final long MOST_DELAY_MS = 5_000;
  private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);
  private static final Duration LONGEST_CLOSE = Duration.ofSeconds(5);
  private static final Pattern OWNER = Pattern.compile("\\d{1,18}");

  /** The channel of probes; every node receives those of all nodes and recognizes its own. */
  private static final String PROBES = "arrway_event_probe";

  /** The time after which a probe counts as lost. */
  public static final Duration PROBE_LIMIT = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final DatabaseEndpoint endpoint;
  private final Bus bus;
  private final Duration probeLimit;
  private final RelayLag lag = new RelayLag();
  private final AtomicReference<@Nullable PgSubscriber> subscriber = new AtomicReference<>();

  private EventRelay(Vertx vertx, DatabaseEndpoint endpoint, Bus bus, Duration probeLimit) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.bus = bus;
    this.probeLimit = probeLimit;
  }

  /**
   * Sends a probe through the same channel as notifications, unless one is under way; to be called
   * regularly. If the last probe did not arrive in time, the connection is replaced first.
   */
  public Future<Void> probe(Database database) {
    Optional<String> overdue = lag.overdue(probeLimit);
    return overdue
        .map(this::replaceConnection)
        .orElseGet(Future::succeededFuture)
        .compose(
            connected ->
                lag.send().map(probe -> send(database, probe)).orElseGet(Future::succeededFuture));
  }

  private Future<Void> send(Database database, String probe) {
    return database
        .<Void>asSystem(
            c ->
                c.preparedQuery("SELECT pg_notify($1, $2)")
                    .execute(Tuple.of(PROBES, probe))
                    .mapEmpty())
        .recover(
            cause -> {
              lag.forget(probe);
              return Future.failedFuture(cause);
            });
  }

  private Future<Void> replaceConnection(String lostProbe) {
    PgSubscriber former = subscriber.get();
    log.warn("the connection that brings events brings nothing any more and is replaced");
    return connect()
        .compose(
            fresh -> {
              lag.forget(lostProbe);
              if (former != null && subscriber.compareAndSet(former, fresh)) {
                return closed(former);
              }
              return closed(fresh);
            });
  }

  /** A connection that hangs does not confirm its end: that is not waited for. */
  private static Future<Void> closed(PgSubscriber former) {
    Future<Void> closing = former.close();
    return closing.isComplete() ? closing : Future.succeededFuture();
  }

  /** How long the last probe took; while one is on its way, at least how long that has been. */
  public Duration lag() {
    return lag.now();
  }

  /** Listens on a connection of its own; fails when there is none to be had now. */
  public static Future<EventRelay> start(Vertx vertx, DatabaseEndpoint endpoint, Bus bus) {
    return start(vertx, endpoint, bus, PROBE_LIMIT);
  }

  static Future<EventRelay> start(
      Vertx vertx, DatabaseEndpoint endpoint, Bus bus, Duration probeLimit) {
    EventRelay relay = new EventRelay(vertx, endpoint, bus, probeLimit);
    return relay
        .connect()
        .map(
            connected -> {
              relay.subscriber.set(connected);
              return relay;
            });
  }

  private Future<PgSubscriber> connect() {
    PgSubscriber made = PgSubscriber.subscriber(vertx, endpoint.toConnectOptions());
    made.reconnectPolicy(attempt -> Math.min(MOST_DELAY_MS, 100L << Math.min(attempt, 6)));
    made.channel(SqlEventLog.CHANNEL)
        .subscribeHandler(listening -> bus.publishHere(Notice.EventsAppended.perhaps()))
        .handler(payload -> bus.publishHere(notice(payload)));
    made.channel(PROBES)
        .subscribeHandler(listening -> lag.forgetAny()) // an earlier probe cannot arrive
        .handler(lag::arrived);
    return made.connect()
        .timeout(LONGEST_CONNECT.toMillis(), TimeUnit.MILLISECONDS)
        .map(made)
        .recover(cause -> closed(made).transform(ended -> Future.failedFuture(cause)));
  }

  /** Closes the connection; waits at most 5 s for it. */
  public Future<Void> close() {
    PgSubscriber last = subscriber.getAndSet(null);
    return last == null
        ? Future.succeededFuture()
        : last.close().timeout(LONGEST_CLOSE.toMillis(), TimeUnit.MILLISECONDS).otherwiseEmpty();
  }

  private static Notice notice(String payload) {
    return OWNER.matcher(payload).matches()
        ? new Notice.EventsAppended(List.of(Long.parseLong(payload)))
        : Notice.EventsAppended.perhaps();
  }
}
