package dev.arrway.feature.subscriptions;

import static dev.arrway.feature.subscriptions.SubscriptionRows.instant;
import static dev.arrway.feature.subscriptions.SubscriptionRows.utc;

import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of deliveries. */
final class DeliveryRows {
  private static final String WANTED =
      " FROM delivery WHERE subscription_id = $1 AND owner_id = $2 AND ($3::text IS NULL OR state ="
          + " $3)";

  private DeliveryRows() {}

  /** A delivery as it is made. */
  record Made(
      long eventId, boolean reset, String type, String key, Instant occurredAt, String body) {}

  /** A delivery whose turn it is. */
  record Waiting(long id, String key, String type, String body, int attempts) {}

  /** What a sweep put aside; {@code telling}: whether others than subscriptions' own events. */
  record Swept(long count, long firstEventId, long lastEventId, boolean telling) {}

  /** One that was there already, before a replay, is delivered again under the same key. */
  static Future<Void> insert(SqlConnection c, Subscription s, List<Made> made) {
    if (made.isEmpty()) {
      return Future.succeededFuture();
    }
    return c.preparedQuery(
            """
            INSERT INTO delivery (subscription_id, owner_id, state, event_id, reset, type, key, occurred_at, body)
            SELECT $1, $2, 'pending', * FROM unnest($3::bigint[], $4::boolean[], $5::text[], $6::text[],
              $7::timestamptz[], $8::text[])
            ON CONFLICT (subscription_id, event_id, reset) DO UPDATE SET state = 'pending', body = excluded.body,
              attempts = 0, first_attempt_at = NULL, next_attempt_at = NULL, ended_at = NULL
            """)
        .execute(
            Tuple.tuple()
                .addValue(s.id())
                .addValue(s.ownerId())
                .addValue(made.stream().map(Made::eventId).toArray(Long[]::new))
                .addValue(made.stream().map(Made::reset).toArray(Boolean[]::new))
                .addValue(made.stream().map(Made::type).toArray(String[]::new))
                .addValue(made.stream().map(Made::key).toArray(String[]::new))
                .addValue(
                    made.stream().map(it -> utc(it.occurredAt())).toArray(OffsetDateTime[]::new))
                .addValue(made.stream().map(Made::body).toArray(String[]::new)))
        .mapEmpty();
  }

  /**
   * The next ones in the order of the log. In an ordered subscription the first one's time is the
   * subscription's; in others each has its own.
   */
  static Future<List<Waiting>> next(SqlConnection c, Subscription s, Instant now, int limit) {
    return c.preparedQuery(
            """
            SELECT id, key, type, body, attempts FROM delivery
            WHERE subscription_id = $1 AND owner_id = $2 AND state = 'pending'
              AND ($3 OR next_attempt_at IS NULL OR next_attempt_at <= $4)
            ORDER BY event_id, reset LIMIT $5
            """)
        .execute(Tuple.of(s.id(), s.ownerId(), s.ordered(), utc(now), limit))
        .map(
            Rows.list(
                row ->
                    new Waiting(
                        row.getLong("id"),
                        row.getString("key"),
                        row.getString("type"),
                        row.getString("body"),
                        row.getInteger("attempts"))));
  }

  /** When the next one wants to be tried again. */
  static Future<Optional<Instant>> nextAttempt(SqlConnection c, Subscription s) {
    return c.preparedQuery(
            """
            SELECT min(next_attempt_at) FROM delivery
            WHERE subscription_id = $1 AND owner_id = $2 AND state = 'pending'
            """)
        .execute(Tuple.of(s.id(), s.ownerId()))
        .map(Rows.one(row -> Optional.ofNullable(instant(row.getOffsetDateTime(0)))));
  }

  /** How a try ended; {@code next}: when it is tried again, null when it was taken. */
  static Future<Void> tried(
      SqlConnection c, Subscription s, long id, Attempt a, Instant at, @Nullable Instant next) {
    return c.preparedQuery(
            """
            UPDATE delivery SET attempts = attempts + 1, first_attempt_at = coalesce(first_attempt_at, $4),
              last_attempt_at = $4, next_attempt_at = $5, status = $6, error = $7, excerpt = $8, duration_ms = $9,
              state = CASE WHEN $3 THEN 'delivered' ELSE state END,
              ended_at = CASE WHEN $3 THEN $4::timestamptz END,
              body = CASE WHEN $3 THEN NULL ELSE body END
            WHERE id = $1 AND owner_id = $2 AND state = 'pending'
            """)
        .execute(
            Tuple.tuple()
                .addValue(id)
                .addValue(s.ownerId())
                .addValue(a.taken())
                .addValue(utc(at))
                .addValue(utc(next))
                .addValue(a.status())
                .addValue(a.error())
                .addValue(a.excerpt())
                .addValue((int) a.took().toMillis()))
        .mapEmpty();
  }

  /**
   * Puts aside what has been tried for long enough. In an ordered subscription that is what
   * happened, and could not be delivered, before; in others each counts from its own first try.
   *
   * @param before null for all
   */
  static Future<Swept> sweep(
      SqlConnection c, Subscription s, @Nullable Instant before, String reason, Instant now) {
    return c.preparedQuery(
            """
            WITH swept AS (
              UPDATE delivery d SET state = 'dead_lettered', ended_at = $4, next_attempt_at = NULL,
                     error = coalesce(d.error, $5)
                FROM subscription s
               WHERE s.id = $1 AND d.subscription_id = s.id AND d.owner_id = $2 AND d.state = 'pending'
                 AND ($3::timestamptz IS NULL
                      OR CASE WHEN s.ordered THEN greatest(d.occurred_at, s.failing_since)
                              ELSE d.first_attempt_at END <= $3)
              RETURNING d.event_id, d.type)
            SELECT count(*), coalesce(min(event_id), 0), coalesce(max(event_id), 0),
                   coalesce(bool_or(NOT starts_with(type, 'subscription.')), false)
              FROM swept
            """)
        .execute(
            Tuple.tuple()
                .addValue(s.id())
                .addValue(s.ownerId())
                .addValue(utc(before))
                .addValue(utc(now))
                .addValue(reason))
        .map(
            Rows.one(
                row ->
                    new Swept(row.getLong(0), row.getLong(1), row.getLong(2), row.getBoolean(3))));
  }

  /** Has what was put aside tried again; how many that were. */
  static Future<Integer> revive(SqlConnection c, Subscription s) {
    return c.preparedQuery(
            """
            UPDATE delivery SET state = 'pending', attempts = 0, first_attempt_at = NULL, ended_at = NULL
            WHERE subscription_id = $1 AND owner_id = $2 AND state = 'dead_lettered'
            """)
        .execute(Tuple.of(s.id(), s.ownerId()))
        .map(Rows::count);
  }

  /** Newest first. */
  static Future<Slice<Delivery>> page(
      SqlConnection c,
      long ownerId,
      long subscriptionId,
      @Nullable DeliveryState state,
      int limit,
      int offset) {
    @Nullable String wanted = state == null ? null : state.wireName();
    Tuple filter = Tuple.tuple().addValue(subscriptionId).addValue(ownerId).addValue(wanted);
    return c.preparedQuery("SELECT count(*)" + WANTED)
        .execute(filter)
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            total ->
                c.preparedQuery(
                        "SELECT *"
                            + WANTED
                            + " ORDER BY event_id DESC, reset DESC LIMIT $4 OFFSET $5")
                    .execute(
                        Tuple.tuple()
                            .addValue(subscriptionId)
                            .addValue(ownerId)
                            .addValue(wanted)
                            .addValue(limit)
                            .addValue(offset))
                    .map(Rows.list(DeliveryRows::delivery))
                    .map(items -> new Slice<>(items, total)));
  }

  private static Delivery delivery(Row row) {
    return new Delivery(
        row.getString("key"),
        row.getLong("event_id"),
        row.getString("type"),
        DeliveryState.of(row.getString("state")),
        row.getInteger("attempts"),
        row.getInteger("status"),
        row.getString("error"),
        row.getString("excerpt"),
        row.getInteger("duration_ms"),
        Objects.requireNonNull(row.getOffsetDateTime("occurred_at")).toInstant(),
        instant(row.getOffsetDateTime("first_attempt_at")),
        instant(row.getOffsetDateTime("last_attempt_at")),
        instant(row.getOffsetDateTime("next_attempt_at")),
        instant(row.getOffsetDateTime("ended_at")));
  }
}
