package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Messages of webhooks that wait to be processed, and counts of all messages by type. */
final class InboxRows {
  /** Tries after which a message that cannot be processed counts as failed. */
  private static final int MOST_TRIES = 5;

  private static final String NEXT =
      """
      SELECT id, payload, received_at FROM webhook_inbox
       WHERE instance_id = $1 AND state = 'new' ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED
      """;

  private static final String TRIED =
      """
      UPDATE webhook_inbox
         SET tries = tries + 1, state = CASE WHEN tries + 1 >= $2 THEN 'failed' ELSE state END
       WHERE id = $1
      """;

  /**
   * Messages of one instance that may wait at once; further ones are refused with {@code
   * limit_exceeded}.
   */
  static final int MOST_WAITING = 10_000;

  private static final String ADD =
      """
      INSERT INTO webhook_inbox (instance_id, owner_id, payload, received_at)
      SELECT $1, $2, $3, $4
       WHERE (SELECT count(*) FROM (SELECT FROM webhook_inbox
                                     WHERE instance_id = $1 AND state = 'new' LIMIT $5) w) < $5
      """;

  private static final String COUNT =
      """
      INSERT INTO webhook_count AS w (instance_id, owner_id, type, received, duplicates)
      SELECT $1, $2,
             CASE WHEN length($3) <= 64 AND (EXISTS (SELECT FROM webhook_count k
                                       WHERE k.instance_id = $1 AND k.type = $3)
                       OR (SELECT count(*) FROM webhook_count k WHERE k.instance_id = $1) < 50)
                  THEN $3 ELSE 'other' END,
             1, $4
      ON CONFLICT (instance_id, type) DO UPDATE
        SET received = w.received + 1, duplicates = w.duplicates + excluded.duplicates
      """;

  private static final String COUNTS =
      """
      SELECT type, received, duplicates FROM webhook_count
       WHERE instance_id = $1 AND owner_id = $2 ORDER BY type
      """;

  private InboxRows() {}

  /** A message as it was received. */
  record Message(long id, String payload, Instant receivedAt) {}

  static Future<Void> add(
      SqlConnection c, long instanceId, long ownerId, String payload, Instant now) {
    return c.preparedQuery(ADD)
        .execute(Tuple.of(instanceId, ownerId, payload, now.atOffset(ZoneOffset.UTC), MOST_WAITING))
        .compose(
            added ->
                Rows.any(added)
                    ? Future.succeededFuture()
                    : Future.failedFuture(tooManyWaiting().asException()));
  }

  private static Failure tooManyWaiting() {
    return Failure.retryAfter(
        FailureCode.LIMIT_EXCEEDED,
        "Too many messages of this instance wait; send this one again later.",
        Duration.ofMinutes(1));
  }

  static Future<Optional<Message>> next(SqlConnection c, long instanceId) {
    return c.preparedQuery(NEXT)
        .execute(Tuple.of(instanceId))
        .map(
            Rows.first(
                row ->
                    new Message(
                        row.getLong(0), row.getString(1), row.getOffsetDateTime(2).toInstant())));
  }

  static Future<Void> done(SqlConnection c, long id) {
    return c.preparedQuery("DELETE FROM webhook_inbox WHERE id = $1")
        .execute(Tuple.of(id))
        .mapEmpty();
  }

  /** Keeps a message that has no effect, in a final state such as {@code ignored}. */
  static Future<Void> keep(SqlConnection c, long id, String state) {
    return c.preparedQuery("UPDATE webhook_inbox SET state = $2 WHERE id = $1")
        .execute(Tuple.of(id, state))
        .mapEmpty();
  }

  static Future<Void> tried(SqlConnection c, long id) {
    return c.preparedQuery(TRIED).execute(Tuple.of(id, MOST_TRIES)).mapEmpty();
  }

  static Future<Void> count(
      SqlConnection c, long instanceId, long ownerId, String type, boolean duplicate) {
    return c.preparedQuery(COUNT)
        .execute(Tuple.of(instanceId, ownerId, type, duplicate ? 1L : 0L))
        .mapEmpty();
  }

  static Future<List<WebhookState.Count>> counts(SqlConnection c, long instanceId, long ownerId) {
    return c.preparedQuery(COUNTS)
        .execute(Tuple.of(instanceId, ownerId))
        .map(
            Rows.list(
                row -> new WebhookState.Count(row.getString(0), row.getLong(1), row.getLong(2))));
  }

  /** Returns the instances of which messages wait. */
  static Future<List<Long>> waiting(SqlConnection c) {
    return c.query("SELECT DISTINCT instance_id FROM webhook_inbox WHERE state = 'new'")
        .execute()
        .map(Rows.list(row -> row.getLong(0)));
  }
}
