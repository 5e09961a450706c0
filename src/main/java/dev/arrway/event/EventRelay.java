package dev.arrway.event;

import dev.arrway.bus.Bus;
import dev.arrway.protocol.Notice;
import dev.arrway.store.Database;
import dev.arrway.store.DatabaseEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells this node's followers that events were committed, whichever node wrote them. It reconnects
 * by itself, and then has everybody look, since what was committed meanwhile was told to nobody.
 */
public final class EventRelay {
  private static final long MOST_DELAY_MS = 5_000;
  private static final Pattern OWNER = Pattern.compile("\\d{1,18}");

  /** What probes travel on; every node hears those of all and knows its own. */
  private static final String PROBES = "arrway_event_probe";

  private final PgSubscriber subscriber;
  private final RelayLag lag = new RelayLag();

  private EventRelay(PgSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  /** Sends a probe the way that events take, unless one is on its way. */
  public Future<Void> probe(Database database) {
    return lag.send()
        .map(
            probe ->
                database.<Void>asSystem(
                    c ->
                        c.preparedQuery("SELECT pg_notify($1, $2)")
                            .execute(Tuple.of(PROBES, probe))
                            .mapEmpty()))
        .orElse(Future.succeededFuture());
  }

  /** How long the last probe took; while one is on its way, at least how long that has been. */
  public Duration lag() {
    return lag.now();
  }

  /** Listens on a connection of its own; fails when there is none to be had now. */
  public static Future<EventRelay> start(Vertx vertx, DatabaseEndpoint endpoint, Bus bus) {
    PgSubscriber subscriber = PgSubscriber.subscriber(vertx, endpoint.toConnectOptions());
    subscriber.reconnectPolicy(attempt -> Math.min(MOST_DELAY_MS, 100L << Math.min(attempt, 6)));
    subscriber
        .channel(SqlEventLog.CHANNEL)
        .subscribeHandler(listening -> bus.publishHere(Notice.EventsAppended.perhaps()))
        .handler(payload -> bus.publishHere(notice(payload)));
    EventRelay relay = new EventRelay(subscriber);
    subscriber.channel(PROBES).handler(relay.lag::arrived);
    return subscriber
        .connect()
        .map(relay)
        .recover(cause -> subscriber.close().transform(closed -> Future.failedFuture(cause)));
  }

  /** Ends the connection. */
  public Future<Void> close() {
    return subscriber.close();
  }

  private static Notice notice(String payload) {
    return OWNER.matcher(payload).matches()
        ? new Notice.EventsAppended(List.of(Long.parseLong(payload)))
        : Notice.EventsAppended.perhaps();
  }
}
