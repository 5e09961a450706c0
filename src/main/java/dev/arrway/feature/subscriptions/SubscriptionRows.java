package dev.arrway.feature.subscriptions;

import dev.arrway.feature.subscriptions.Subscription.Standing;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of subscriptions. Every statement about a user's subscription names the owner. */
final class SubscriptionRows {
  private static final String STANDING =
      """
      SELECT s.*,
             (SELECT count(*) FROM delivery WHERE subscription_id = s.id AND state = 'pending') AS pending,
             (SELECT count(*) FROM delivery WHERE subscription_id = s.id AND state = 'dead_lettered') AS dead
        FROM subscription s
      """;

  private SubscriptionRows() {}

  /** A subscription with its target, still sealed. */
  record Stored(Subscription subscription, byte[] sealed) {}

  static Future<Long> nextId(SqlConnection c) {
    return c.query("SELECT nextval('subscription_id_seq')")
        .execute()
        .map(Rows.one(row -> row.getLong(0)));
  }

  /** Whether an account that may be used administers; nothing otherwise. */
  static Future<Optional<Boolean>> isAdmin(SqlConnection c, long userId) {
    return c.preparedQuery("SELECT role = 'admin' FROM app_user WHERE id = $1 AND active")
        .execute(Tuple.of(userId))
        .map(Rows.first(row -> row.getBoolean(0)));
  }

  static Future<Long> count(SqlConnection c, long ownerId) {
    return c.preparedQuery("SELECT count(*) FROM subscription WHERE owner_id = $1")
        .execute(Tuple.of(ownerId))
        .map(Rows.one(row -> row.getLong(0)));
  }

  static Future<Void> insert(SqlConnection c, Subscription s, byte[] sealed) {
    return c.preparedQuery(
            """
            INSERT INTO subscription (id, owner_id, name, url_shown, header_names, sealed, format, types, instance_ids,
              ordered, active, cursor)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
            """)
        .execute(values(s, sealed).addValue(s.cursor()))
        .mapEmpty();
  }

  /** What its owner may change; whoever works on it stops, and begins anew without waiting. */
  static Future<Void> update(SqlConnection c, Subscription s, byte[] sealed, Instant now) {
    return c.preparedQuery(
            """
            UPDATE subscription SET name = $3, url_shown = $4, header_names = $5, sealed = $6, format = $7, types = $8,
              instance_ids = $9, ordered = $10, active = $11, cursor = $12, ended_reason = NULL, failures = 0,
              failing_since = NULL, next_turn_at = $13, revision = revision + 1, updated_at = now()
            WHERE id = $1 AND owner_id = $2
            """)
        .execute(values(s, sealed).addValue(s.cursor()).addValue(utc(now)))
        .mapEmpty();
  }

  private static Tuple values(Subscription s, byte[] sealed) {
    return Tuple.tuple()
        .addValue(s.id())
        .addValue(s.ownerId())
        .addValue(s.name())
        .addValue(s.url())
        .addValue(s.headerNames().toArray(String[]::new))
        .addValue(Buffer.buffer(sealed))
        .addValue(s.format().wireName())
        .addValue(s.types().toArray(String[]::new))
        .addValue(s.instanceIds().toArray(Long[]::new))
        .addValue(s.ordered())
        .addValue(s.active());
  }

  /** Has it look again from a point of the log on, without waiting. */
  static Future<Void> rewind(SqlConnection c, Subscription s, long cursor, Instant now) {
    return c.preparedQuery(
            """
            UPDATE subscription SET cursor = $3, failures = 0, failing_since = NULL, next_turn_at = $4,
              revision = revision + 1
            WHERE id = $1 AND owner_id = $2
            """)
        .execute(Tuple.of(s.id(), s.ownerId(), cursor, utc(now)))
        .mapEmpty();
  }

  static Future<Void> reseal(SqlConnection c, Subscription s, byte[] sealed) {
    return c.preparedQuery("UPDATE subscription SET sealed = $3 WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(s.id(), s.ownerId(), Buffer.buffer(sealed)))
        .mapEmpty();
  }

  static Future<Boolean> delete(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery("DELETE FROM subscription WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(id, ownerId))
        .map(Rows::any);
  }

  static Future<Optional<Standing>> standing(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery(STANDING + " WHERE s.id = $1 AND s.owner_id = $2")
        .execute(Tuple.of(id, ownerId))
        .map(Rows.first(SubscriptionRows::standing));
  }

  /** Newest first. */
  static Future<Slice<Standing>> page(SqlConnection c, long ownerId, int limit, int offset) {
    return c.preparedQuery(
            STANDING + " WHERE s.owner_id = $1 ORDER BY s.id DESC LIMIT $2 OFFSET $3")
        .execute(Tuple.of(ownerId, limit, offset))
        .map(Rows.list(SubscriptionRows::standing))
        .compose(items -> count(c, ownerId).map(total -> new Slice<>(items, total)));
  }

  /** One that nobody else changes until the transaction ends. */
  static Future<Optional<Stored>> lock(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery("SELECT * FROM subscription WHERE id = $1 AND owner_id = $2 FOR UPDATE")
        .execute(Tuple.of(id, ownerId))
        .map(Rows.first(SubscriptionRows::stored));
  }

  static Future<Optional<Stored>> find(SqlConnection c, long ownerId, long id) {
    return c.preparedQuery("SELECT * FROM subscription WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(id, ownerId))
        .map(Rows.first(SubscriptionRows::stored));
  }

  /** All of all owners. */
  static Future<List<Stored>> all(SqlConnection c) {
    return c.query("SELECT * FROM subscription ORDER BY id FOR UPDATE")
        .execute()
        .map(Rows.list(SubscriptionRows::stored));
  }

  static Stored stored(Row row) {
    return new Stored(subscription(row), row.getBuffer("sealed").getBytes());
  }

  private static Standing standing(Row row) {
    return new Standing(subscription(row), row.getLong("pending"), row.getLong("dead"));
  }

  private static Subscription subscription(Row row) {
    return new Subscription(
        row.getLong("id"),
        row.getLong("owner_id"),
        row.getString("name"),
        row.getString("url_shown"),
        List.of(row.getArrayOfStrings("header_names")),
        SubscriptionFormat.of(row.getString("format")),
        List.of(row.getArrayOfStrings("types")),
        List.of(row.getArrayOfLongs("instance_ids")),
        row.getBoolean("ordered"),
        row.getBoolean("active"),
        row.getString("ended_reason"),
        row.getLong("cursor"),
        row.getInteger("failures"),
        instant(row.getOffsetDateTime("failing_since")),
        instant(row.getOffsetDateTime("next_turn_at")),
        instant(row.getOffsetDateTime("delivered_at")),
        row.getInteger("revision"),
        row.getOffsetDateTime("created_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
