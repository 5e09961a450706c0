package dev.arrway.feature.webhooks;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * An event log for features that add titles to an instance. The instance reports the same addition
 * by webhook, earlier or later; only one event is written for both.
 */
public final class OnceLog implements EventLog {
  private static final Set<String> TOLD_TWICE = Set.of("movie.added", "series.added");

  private final EventLog log;
  private final Clock clock;

  /** Creates a log that delegates to another one. */
  public OnceLog(EventLog log, Clock clock) {
    this.log = log;
    this.clock = clock;
  }

  @Override
  public Future<Void> append(SqlConnection transaction, List<EventDraft> events) {
    Future<List<EventDraft>> kept = Future.succeededFuture(new ArrayList<>());
    for (EventDraft event : events) {
      kept =
          kept.compose(
              all ->
                  isNew(transaction, event)
                      .map(
                          isNew -> {
                            if (isNew) {
                              all.add(event);
                            }
                            return all;
                          }));
    }
    return kept.compose(all -> log.append(transaction, all));
  }

  private Future<Boolean> isNew(SqlConnection c, EventDraft event) {
    Long instance = event.instanceId();
    return instance != null
            && TOLD_TWICE.contains(event.type())
            && event.data().get("library_id") instanceof Number id
        ? SeenRows.claim(
            c,
            instance,
            event.ownerId(),
            List.of(NewsKey.added(event.type().startsWith("movie"), id.longValue())),
            clock.instant())
        : Future.succeededFuture(true);
  }
}
