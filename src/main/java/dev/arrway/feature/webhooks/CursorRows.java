package dev.arrway.feature.webhooks;

import dev.arrway.platform.store.Rows;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** The position up to which the history of each instance was read. */
final class CursorRows {
  private static final String MOVE =
      """
      UPDATE history_cursor SET at = $2, last_id = $3, polled_at = $4
       WHERE instance_id = $1 AND at = $5 AND last_id = $6
      """;

  private CursorRows() {}

  /**
   * A position in a history. Rows are dated to the second; the rows of one second have ascending
   * ids.
   *
   * @param at the newest date that was read
   * @param lastId the greatest id that was read
   */
  record Cursor(Instant at, long lastId) {}

  static Future<Optional<Cursor>> find(SqlConnection c, long instanceId) {
    return c.preparedQuery("SELECT at, last_id FROM history_cursor WHERE instance_id = $1")
        .execute(Tuple.of(instanceId))
        .map(Rows.first(row -> new Cursor(row.getOffsetDateTime(0).toInstant(), row.getLong(1))));
  }

  /** Returns when the history of an instance was last read. */
  static Future<Optional<Instant>> polledAt(SqlConnection c, long instanceId, long ownerId) {
    return c.preparedQuery(
            "SELECT polled_at FROM history_cursor WHERE instance_id = $1 AND owner_id = $2")
        .execute(Tuple.of(instanceId, ownerId))
        .map(Rows.first(row -> row.getOffsetDateTime(0).toInstant()));
  }

  /** Returns the instances whose history was read before. */
  static Future<List<Long>> all(SqlConnection c) {
    return c.query("SELECT instance_id FROM history_cursor")
        .execute()
        .map(Rows.list(row -> row.getLong(0)));
  }

  static Future<Void> begin(SqlConnection c, Instance instance, Cursor cursor, Instant now) {
    return c.preparedQuery(
            "INSERT INTO history_cursor (instance_id, owner_id, at, last_id, polled_at)"
                + " VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING")
        .execute(
            Tuple.of(
                instance.id(),
                instance.ownerId(),
                cursor.at().atOffset(ZoneOffset.UTC),
                cursor.lastId(),
                now.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** Moves the position forward; returns false when another process has moved it meanwhile. */
  static Future<Boolean> move(
      SqlConnection c, long instanceId, Cursor from, Cursor to, Instant now) {
    return c.preparedQuery(MOVE)
        .execute(
            Tuple.of(
                instanceId,
                to.at().atOffset(ZoneOffset.UTC),
                to.lastId(),
                now.atOffset(ZoneOffset.UTC),
                from.at().atOffset(ZoneOffset.UTC),
                from.lastId()))
        .map(Rows::any);
  }
}
