package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.Rows;
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
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The registrations of webhooks. */
final class WebhookRows {
  private static final String PENDING =
      """
      INSERT INTO webhook (instance_id, owner_id, pending_hash) VALUES ($1, $2, $3)
      ON CONFLICT (instance_id) DO UPDATE SET pending_hash = excluded.pending_hash
      RETURNING notification_id
      """;

  private static final String AGREED =
      """
      UPDATE webhook
         SET secret_hash = $3, pending_hash = NULL, prefix = $4, notification_id = $5,
             triggers = $6, registered_at = $7, last_error = NULL, errors = '[]'
       WHERE instance_id = $1 AND owner_id = $2
      """;

  private static final String REFUSED =
      """
      UPDATE webhook
         SET pending_hash = CASE WHEN $5 THEN pending_hash END, last_error = $3,
             errors = $4::text::jsonb
       WHERE instance_id = $1 AND owner_id = $2
      """;

  private static final String FORGET =
      """
      UPDATE webhook
         SET secret_hash = NULL, pending_hash = NULL, prefix = NULL, notification_id = NULL,
             triggers = '{}', registered_at = NULL, last_error = NULL, errors = '[]'
       WHERE instance_id = $1 AND owner_id = $2
      """;

  private static final String FIND =
      """
      SELECT prefix, secret_hash IS NOT NULL AS registered, notification_id, triggers,
             registered_at, last_error, errors::text AS errors, last_received_at
        FROM webhook WHERE instance_id = $1 AND owner_id = $2
      """;

  private WebhookRows() {}

  /** What is stored of a registration. */
  record Stored(
      @Nullable String prefix,
      boolean registered,
      @Nullable Long notificationId,
      List<String> triggers,
      @Nullable Instant registeredAt,
      @Nullable String lastError,
      String errors,
      @Nullable Instant lastReceivedAt) {
    static final Stored NONE = new Stored(null, false, null, List.of(), null, null, "[]", null);
  }

  /** The owner of an instance, and the hashes of the secrets that its messages may carry. */
  record Valid(long ownerId, @Nullable Buffer secret, @Nullable Buffer pending) {}

  /** Makes a secret valid besides the present one; gives the registration's id at the instance. */
  static Future<Optional<Long>> pending(
      SqlConnection c, long instanceId, long ownerId, byte[] hash) {
    return c.preparedQuery(PENDING)
        .execute(Tuple.of(instanceId, ownerId, Buffer.buffer(hash)))
        .map(Rows.one(row -> Optional.ofNullable(row.getLong(0))));
  }

  static Future<Void> agreed(
      SqlConnection c,
      long instanceId,
      long ownerId,
      byte[] hash,
      String prefix,
      long notificationId,
      List<String> triggers,
      Instant now) {
    return c.preparedQuery(AGREED)
        .execute(
            Tuple.tuple()
                .addLong(instanceId)
                .addLong(ownerId)
                .addBuffer(Buffer.buffer(hash))
                .addString(prefix)
                .addLong(notificationId)
                .addArrayOfString(triggers.toArray(String[]::new))
                .addOffsetDateTime(now.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /**
   * Notes why there is no new registration.
   *
   * @param perhaps whether the instance may have agreed all the same
   */
  static Future<Void> refused(
      SqlConnection c, long instanceId, long ownerId, String why, String errors, boolean perhaps) {
    return c.preparedQuery(REFUSED)
        .execute(Tuple.of(instanceId, ownerId, why, errors, perhaps))
        .mapEmpty();
  }

  static Future<Void> forget(SqlConnection c, long instanceId, long ownerId) {
    return c.preparedQuery(FORGET).execute(Tuple.of(instanceId, ownerId)).mapEmpty();
  }

  static Future<Stored> find(SqlConnection c, long instanceId, long ownerId) {
    return c.preparedQuery(FIND)
        .execute(Tuple.of(instanceId, ownerId))
        .map(Rows.first(WebhookRows::stored))
        .map(found -> found.orElse(Stored.NONE));
  }

  private static Stored stored(Row row) {
    return new Stored(
        row.getString("prefix"),
        row.getBoolean("registered"),
        row.getLong("notification_id"),
        List.of(row.getArrayOfStrings("triggers")),
        instant(row.getOffsetDateTime("registered_at")),
        row.getString("last_error"),
        row.getString("errors"),
        instant(row.getOffsetDateTime("last_received_at")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }

  /** Returns the data with which the messages of an instance are verified. */
  static Future<Optional<Valid>> valid(SqlConnection c, long instanceId) {
    return c.preparedQuery(
            "SELECT owner_id, secret_hash, pending_hash FROM webhook WHERE instance_id = $1")
        .execute(Tuple.of(instanceId))
        .map(Rows.first(row -> new Valid(row.getLong(0), row.getBuffer(1), row.getBuffer(2))));
  }

  static Future<Void> received(SqlConnection c, long instanceId, long ownerId, Instant now) {
    return c.preparedQuery(
            "UPDATE webhook SET last_received_at = $3 WHERE instance_id = $1 AND owner_id = $2")
        .execute(Tuple.of(instanceId, ownerId, now.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** Returns the instances at which a webhook is registered. */
  static Future<Set<Long>> registered(SqlConnection c) {
    return c.query("SELECT instance_id FROM webhook WHERE secret_hash IS NOT NULL")
        .execute()
        .map(Rows.list(row -> row.getLong(0)))
        .map(TreeSet::new);
  }
}
