package dev.arrway.platform.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.arrway.protocol.ApiTimestamps;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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

  /** In ascending order, so that two writers never wait for each other. */
  private static final String LOCK =
      """
      SELECT count(pg_advisory_xact_lock($1, key))
        FROM (SELECT key FROM unnest($2::int[]) key ORDER BY key) ordered
      """;

  /** A statement of its own: only after the lock may ids be drawn. */
  private static final String INSERT =
      """
      WITH written AS (
        INSERT INTO event (id, owner_id, instance_id, type, data, change_id)
        SELECT nextval('event_id_seq'), owner, instance, type, data::jsonb, change
          FROM (SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[], $5::uuid[])
                  WITH ORDINALITY AS draft (owner, instance, type, data, change, place)
                 ORDER BY place) draft
        RETURNING owner_id)
      SELECT count(pg_notify($6, owner_id::text)) FROM (SELECT DISTINCT owner_id FROM written) o
      """;

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(ApiTimestamps.jacksonModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  @Override
  public Future<Void> append(SqlConnection transaction, List<EventDraft> events) {
    if (events.isEmpty()) {
      return Future.succeededFuture();
    }
    Tuple rows = rows(events);
    return transaction
        .preparedQuery(LOCK)
        .execute(Tuple.tuple().addValue(LOCKS).addValue(keys(events)))
        .compose(locked -> transaction.preparedQuery(INSERT).execute(rows))
        .mapEmpty();
  }

  private static Integer[] keys(List<EventDraft> events) {
    return events.stream()
        .map(event -> Long.hashCode(event.ownerId()))
        .distinct()
        .toArray(Integer[]::new);
  }

  private static Tuple rows(List<EventDraft> events) {
    Map<EventDraft, UUID> changes = changes(events);
    return Tuple.tuple()
        .addValue(events.stream().map(EventDraft::ownerId).toArray(Long[]::new))
        .addValue(events.stream().map(EventDraft::instanceId).toArray(Long[]::new))
        .addValue(events.stream().map(EventDraft::type).toArray(String[]::new))
        .addValue(events.stream().map(SqlEventLog::write).toArray(String[]::new))
        .addValue(events.stream().map(it -> changes.get(anyone(it))).toArray(UUID[]::new))
        .addValue(CHANNEL);
  }

  /** One id for each change that is told to more than one owner. */
  private static Map<EventDraft, UUID> changes(List<EventDraft> events) {
    Map<EventDraft, Long> first = new HashMap<>();
    Map<EventDraft, UUID> ids = new HashMap<>();
    for (EventDraft event : events) {
      EventDraft change = anyone(event);
      @Nullable Long before = first.putIfAbsent(change, event.ownerId());
      if (before != null && before != event.ownerId()) {
        ids.computeIfAbsent(change, same -> UUID.randomUUID());
      }
    }
    return ids;
  }

  private static EventDraft anyone(EventDraft event) {
    return new EventDraft(0, event.instanceId(), event.type(), event.data());
  }

  private static String write(EventDraft event) {
    try {
      return JSON.writeValueAsString(event.data());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("the data of " + event.type() + " cannot be written", e);
    }
  }
}
