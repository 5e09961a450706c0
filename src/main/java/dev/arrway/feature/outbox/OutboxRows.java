package dev.arrway.feature.outbox;

import dev.arrway.platform.bus.StoredMessages;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Changes in the database. */
final class OutboxRows {
  private static final String COLUMNS =
      "id, owner_id, instance_id, operation, payload::text AS payload, state, attempts,"
          + " unknown_tries, next_attempt_at, error::text AS error, result::text AS result,"
          + " correlation_id, trace_id, created_at, ended_at";

  private static final String INSERT =
      """
      INSERT INTO outbox (owner_id, instance_id, operation, payload, state, attempts,
                          next_attempt_at, sent_at, correlation_id, trace_id, stage)
      VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8, $9, $10, $11)
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String CLAIM =
      """
      UPDATE outbox SET state = 'sent', attempts = attempts + 1, sent_at = $2
       WHERE id IN (SELECT id FROM outbox o
                     WHERE instance_id = $1 AND state = 'queued' AND next_attempt_at <= $2
                       AND (stage = 0 OR NOT EXISTS (
                             SELECT FROM outbox before
                              WHERE before.owner_id = o.owner_id
                                AND before.correlation_id = o.correlation_id
                                AND before.stage < o.stage AND before.state IN ('queued', 'sent')))
                     ORDER BY id LIMIT $3 FOR UPDATE SKIP LOCKED)
      RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String ENDED =
      """
      UPDATE outbox
         SET state = $2, error = $3::text::jsonb, result = $4::text::jsonb, next_attempt_at = NULL,
             ended_at = $5
       WHERE id = $1 AND state = 'sent' RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String AGAIN =
      """
      UPDATE outbox
         SET state = 'queued', error = $2::text::jsonb, unknown_tries = unknown_tries + $3, next_attempt_at = $4
       WHERE id = $1 AND state = 'sent' RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String COMPLETED =
      "UPDATE outbox SET payload = $2::text::jsonb WHERE id = $1 AND state = 'sent'";

  private static final String RETRY =
      """
      UPDATE outbox SET state = 'queued', next_attempt_at = $3, ended_at = NULL
       WHERE owner_id = $1 AND id = $2 AND state IN ('queued', 'failed') RETURNING %s
      """
          .formatted(COLUMNS);

  private static final String CANCEL =
      """
      UPDATE outbox SET state = 'cancelled', next_attempt_at = NULL, ended_at = $3
       WHERE owner_id = $1 AND id = $2 AND state = 'queued' RETURNING %s
      """
          .formatted(COLUMNS);

  /** What was on its way when its process ended, or when nobody could write down how it ended. */
  private static final String ABANDONED =
      """
      UPDATE outbox SET state = 'queued', unknown_tries = unknown_tries + 1, next_attempt_at = $2
       WHERE state = 'sent' AND sent_at < $1
      """;

  private static final String LIST =
      """
      SELECT %s, count(*) OVER () AS total FROM outbox
       WHERE owner_id = $1 AND ($2::text IS NULL OR state = $2)
         AND ($3::bigint IS NULL OR instance_id = $3)
         AND ($4::text IS NULL OR correlation_id = $4)
       ORDER BY id DESC LIMIT $5 OFFSET $6
      """
          .formatted(COLUMNS);

  private static final String ADDING =
      """
      SELECT correlation_id FROM outbox
       WHERE instance_id = $1 AND created_at > now() - interval '1 day'
         AND state IN ('queued', 'sent', 'confirmed')
         AND payload ->> 'type' = 'ArrCommand.AddTitle'
         AND (payload #>> '{value,title,tmdbId}' = $2::text
              OR payload #>> '{value,title,tvdbId}' = $3::text)
       ORDER BY id DESC LIMIT 1
      """;

  private final StoredMessages messages;

  /** Creates the rows of changes that are stored as these messages. */
  OutboxRows(StoredMessages messages) {
    this.messages = messages;
  }

  /** The correlation id of the newest change that adds, or has added, a title. */
  Future<Optional<String>> adding(
      SqlConnection c, long instanceId, @Nullable Integer tmdbId, @Nullable Integer tvdbId) {
    return c.preparedQuery(ADDING)
        .execute(
            Tuple.of(
                instanceId,
                tmdbId == null ? null : tmdbId.toString(),
                tvdbId == null ? null : tvdbId.toString()))
        .map(Rows.first(row -> row.getString(0)));
  }

  /** Adds a change; one that is tried at once is on its way from the beginning. */
  Future<OutboxEntry> insert(
      SqlConnection c, NewChange change, String correlationId, boolean atOnce, Instant now) {
    return c.preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addLong(change.ownerId())
                .addLong(change.instanceId())
                .addString(messages.operation(change.change()))
                .addString(messages.text(change.change()))
                .addString((atOnce ? OutboxState.SENT : OutboxState.QUEUED).wireName())
                .addInteger(atOnce ? 1 : 0)
                .addOffsetDateTime(atOnce ? null : utc(now))
                .addOffsetDateTime(atOnce ? utc(now) : null)
                .addString(correlationId)
                .addString(change.traceId())
                .addInteger(change.stage()))
        .map(Rows.one(this::entry));
  }

  /** Takes the oldest changes that are due. */
  Future<List<OutboxEntry>> claim(SqlConnection c, long instanceId, Instant now, int most) {
    return c.preparedQuery(CLAIM)
        .execute(Tuple.of(instanceId, utc(now), most))
        .map(Rows.list(this::entry));
  }

  /** Stores a change that was completed while it was on its way. */
  Future<Void> completed(SqlConnection c, long id, Change<?> change) {
    return c.preparedQuery(COMPLETED).execute(Tuple.of(id, messages.text(change))).mapEmpty();
  }

  /** Writes down how it ended; empty when it is not on its way any more. */
  Future<Optional<OutboxEntry>> ended(
      SqlConnection c,
      long id,
      OutboxState state,
      @Nullable Failure error,
      @Nullable Reply result,
      Instant now) {
    return c.preparedQuery(ENDED)
        .execute(Tuple.of(id, state.wireName(), text(error), text(result), utc(now)))
        .map(Rows.first(this::entry));
  }

  /** Queues it again; empty when it is not on its way any more. */
  Future<Optional<OutboxEntry>> again(
      SqlConnection c, long id, Failure error, boolean unknown, Instant next) {
    return c.preparedQuery(AGAIN)
        .execute(Tuple.of(id, messages.text(error), unknown ? 1 : 0, utc(next)))
        .map(Rows.first(this::entry));
  }

  private @Nullable String text(@Nullable Object message) {
    return message == null ? null : messages.text(message);
  }

  Future<Optional<OutboxEntry>> retry(SqlConnection c, long ownerId, long id, Instant now) {
    return c.preparedQuery(RETRY)
        .execute(Tuple.of(ownerId, id, utc(now)))
        .map(Rows.first(this::entry));
  }

  Future<Optional<OutboxEntry>> cancel(SqlConnection c, long ownerId, long id, Instant now) {
    return c.preparedQuery(CANCEL)
        .execute(Tuple.of(ownerId, id, utc(now)))
        .map(Rows.first(this::entry));
  }

  Future<Integer> abandoned(SqlConnection c, Instant sentBefore, Instant now) {
    return c.preparedQuery(ABANDONED).execute(Tuple.of(utc(sentBefore), utc(now))).map(Rows::count);
  }

  /** Instances with changes that are due. */
  Future<List<Long>> due(SqlConnection c, Instant now) {
    return c.preparedQuery(
            "SELECT DISTINCT instance_id FROM outbox WHERE state = 'queued'"
                + " AND next_attempt_at <= $1")
        .execute(Tuple.of(utc(now)))
        .map(Rows.list(row -> row.getLong(0)));
  }

  Future<Optional<OutboxEntry>> find(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery("SELECT " + COLUMNS + " FROM outbox WHERE owner_id = $1 AND id = $2")
        .execute(Tuple.of(ownerId, id))
        .map(Rows.first(this::entry));
  }

  /** In the order in which they were asked. */
  Future<List<OutboxEntry>> correlated(SqlConnection c, long ownerId, String correlationId) {
    return c.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM outbox WHERE owner_id = $1 AND correlation_id = $2 ORDER BY id")
        .execute(Tuple.of(ownerId, correlationId))
        .map(Rows.list(this::entry));
  }

  Future<Slice<OutboxEntry>> list(
      SqlConnection c, long ownerId, OutboxFilter filter, int limit, int offset) {
    OutboxState state = filter.state();
    String name = state == null ? null : state.wireName();
    return c.preparedQuery(LIST)
        .execute(
            Tuple.of(ownerId, name, filter.instanceId(), filter.correlationId(), limit, offset))
        .compose(
            rows ->
                rows.size() > 0 || offset == 0
                    ? Future.succeededFuture(
                        new Slice<>(
                            Rows.list(this::entry).apply(rows),
                            rows.size() == 0 ? 0 : rows.iterator().next().getLong("total")))
                    : list(c, ownerId, filter, 1, 0)
                        .map(first -> new Slice<>(List.of(), first.total())));
  }

  private OutboxEntry entry(Row row) {
    String error = row.getString("error");
    String result = row.getString("result");
    return new OutboxEntry(
        row.getLong("id"),
        row.getLong("owner_id"),
        row.getLong("instance_id"),
        row.getString("operation"),
        (Change<?>) messages.command(row.getString("payload")),
        OutboxState.of(row.getString("state")),
        row.getInteger("attempts"),
        row.getInteger("unknown_tries"),
        instant(row.getOffsetDateTime("next_attempt_at")),
        error == null ? null : (Failure) messages.reply(error),
        result == null ? null : messages.reply(result),
        row.getString("correlation_id"),
        row.getString("trace_id"),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row.getOffsetDateTime("ended_at")));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }

  Future<Map<OutboxState, Long>> counts(SqlConnection c) {
    return c.query("SELECT state, count(*) FROM outbox GROUP BY state")
        .execute()
        .map(Rows.list(row -> Map.entry(OutboxState.of(row.getString(0)), row.getLong(1))))
        .map(all -> all.stream().collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }
}
