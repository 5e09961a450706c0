package dev.arrway.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.TreeSet;

/**
 * The log as a table. Writers of one owner take turns from the drawing of the id to the commit, so
 * that a reader that has seen an id has seen all lower ones of that owner. Followers on every node
 * hear of the commit by a notification.
 */
public final class SqlEventLog implements EventLog {
  /** The channel of the notifications; their payload is the owner's id. */
  static final String CHANNEL = "arrway_event";

  /** Advisory locks of this kind: the first of the two numbers that name one. */
  private static final int LOCKS = 0x45564e54;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @Override
  public Future<Void> append(SqlConnection transaction, List<EventDraft> events) {
    TreeSet<Long> owners = new TreeSet<>();
    events.forEach(event -> owners.add(event.ownerId()));
    Future<Void> done = Future.succeededFuture();
    for (long owner : owners) {
      done =
          done.compose(
              before ->
                  transaction
                      .preparedQuery("SELECT pg_advisory_xact_lock($1, $2)")
                      .execute(Tuple.of(LOCKS, Long.hashCode(owner)))
                      .mapEmpty());
    }
    for (EventDraft event : events) {
      done = done.compose(locked -> insert(transaction, event));
    }
    return done;
  }

  private static Future<Void> insert(SqlConnection transaction, EventDraft event) {
    return transaction
        .preparedQuery(
            """
            WITH written AS (
              INSERT INTO event (id, owner_id, instance_id, type, data)
              VALUES (nextval('event_id_seq'), $1, $2, $3, $4::text::jsonb)
            )
            SELECT pg_notify($5, $1::bigint::text)
            """)
        .execute(
            Tuple.tuple()
                .addValue(event.ownerId())
                .addValue(event.instanceId())
                .addValue(event.type())
                .addValue(write(event))
                .addValue(CHANNEL))
        .mapEmpty();
  }

  private static String write(EventDraft event) {
    try {
      return JSON.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data of " + event.type() + " cannot be written", e);
    }
  }
}
