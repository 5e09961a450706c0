package dev.arrway.platform.event;

import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** The log of events. */
public interface EventLog {
  /**
   * Writes events in the transaction of the change that they tell of, as the last step before it
   * commits: from here to the commit the owners' streams are locked, so that ids become visible in
   * order. Followers are told when the transaction commits.
   */
  Future<Void> append(SqlConnection transaction, List<EventDraft> events);

  /** Writes one event. */
  default Future<Void> append(SqlConnection transaction, EventDraft event) {
    return append(transaction, List.of(event));
  }
}
