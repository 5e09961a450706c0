package dev.arrway.event;

import dev.arrway.bus.Bus;
import dev.arrway.protocol.Notice;
import dev.arrway.store.DatabaseEndpoint;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.pubsub.PgSubscriber;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Tells this node's followers that events were committed, whichever node wrote them. It reconnects
 * by itself, and then has everybody look, since what was committed meanwhile was told to nobody.
 */
public final class EventRelay {
  private static final long MOST_DELAY_MS = 5_000;
  private static final Pattern OWNER = Pattern.compile("\\d{1,18}");

  private final PgSubscriber subscriber;

  private EventRelay(PgSubscriber subscriber) {
    this.subscriber = subscriber;
  }

  /** Listens on a connection of its own; fails when there is none to be had now. */
  public static Future<EventRelay> start(Vertx vertx, DatabaseEndpoint endpoint, Bus bus) {
    PgSubscriber subscriber = PgSubscriber.subscriber(vertx, endpoint.toConnectOptions());
    subscriber.reconnectPolicy(attempt -> Math.min(MOST_DELAY_MS, 100L << Math.min(attempt, 6)));
    subscriber
        .channel(SqlEventLog.CHANNEL)
        .subscribeHandler(listening -> bus.publishHere(Notice.EventsAppended.perhaps()))
        .handler(payload -> bus.publishHere(notice(payload)));
    return subscriber.connect().map(connected -> new EventRelay(subscriber));
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
