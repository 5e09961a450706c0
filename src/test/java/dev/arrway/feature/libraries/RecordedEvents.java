package dev.arrway.feature.libraries;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps in a list what happened. */
public final class RecordedEvents implements EventLog {
  private final List<EventDraft> drafts = new CopyOnWriteArrayList<>();

  @Override
  public Future<Void> append(SqlConnection transaction, List<EventDraft> events) {
    drafts.addAll(events);
    return Future.succeededFuture();
  }

  public List<EventDraft> of(String type) {
    return drafts.stream().filter(draft -> draft.type().equals(type)).toList();
  }
}
