package dev.arrway.feature.mediaservers;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of scans after imports. */
final class ScanRows {
  private ScanRows() {}

  /**
   * A scan that is to be asked for.
   *
   * @param correlationId of the import that led to it
   */
  record Due(long ownerId, long instanceId, String path, @Nullable String correlationId) {
    static Due of(Row row) {
      return new Due(
          row.getLong("owner_id"),
          row.getLong("instance_id"),
          row.getString("path"),
          row.getString("correlation_id"));
    }
  }

  /** Up to which event an owner's log was read; empty when it never was. */
  static Future<Optional<Long>> cursor(SqlConnection c, long ownerId) {
    return c.preparedQuery("SELECT event_id FROM media_scan_cursor WHERE owner_id = $1")
        .execute(Tuple.of(ownerId))
        .map(Rows.first(row -> row.getLong(0)));
  }

  /** Moves it; false when somebody else has. */
  static Future<Boolean> advance(SqlConnection c, long ownerId, long from, long to) {
    return c.preparedQuery(
            """
            INSERT INTO media_scan_cursor (owner_id, event_id) VALUES ($1, $3)
            ON CONFLICT (owner_id) DO UPDATE SET event_id = excluded.event_id
              WHERE media_scan_cursor.event_id = $2
            RETURNING event_id
            """)
        .execute(Tuple.of(ownerId, from, to))
        .map(Rows::any);
  }

  /** Notes scans; one that waits already stays as it is. */
  static Future<Void> add(SqlConnection c, List<Due> scans, Instant dueAt) {
    if (scans.isEmpty()) {
      return Future.succeededFuture();
    }
    return c.preparedQuery(
            """
            INSERT INTO media_scan (owner_id, instance_id, path, correlation_id, due_at)
            SELECT owner, instance, path, correlation, $5
              FROM unnest($1::bigint[], $2::bigint[], $3::text[], $4::text[])
                   AS scan (owner, instance, path, correlation)
             WHERE EXISTS (SELECT FROM instance i WHERE i.id = instance)
            ON CONFLICT (instance_id, md5(path)) DO NOTHING
            """)
        .execute(
            Tuple.tuple()
                .addValue(scans.stream().map(Due::ownerId).toArray(Long[]::new))
                .addValue(scans.stream().map(Due::instanceId).toArray(Long[]::new))
                .addValue(scans.stream().map(Due::path).toArray(String[]::new))
                .addValue(scans.stream().map(Due::correlationId).toArray(String[]::new))
                .addValue(dueAt.atOffset(ZoneOffset.UTC)))
        .mapEmpty();
  }

  /** Returns the owners of scans that are due; needs the system scope. */
  static Future<List<Long>> owners(SqlConnection c, Instant now) {
    return c.preparedQuery("SELECT DISTINCT owner_id FROM media_scan WHERE due_at <= $1")
        .execute(Tuple.of(now.atOffset(ZoneOffset.UTC)))
        .map(Rows.list(row -> row.getLong(0)));
  }

  /**
   * Deletes and returns scans of one owner that are due; to be called in the transaction that adds
   * them to the outbox.
   */
  static Future<List<Due>> take(SqlConnection c, long ownerId, Instant now, int most) {
    return c.preparedQuery(
            """
            DELETE FROM media_scan WHERE id IN (
              SELECT id FROM media_scan WHERE owner_id = $1 AND due_at <= $2 ORDER BY id LIMIT $3
                 FOR UPDATE SKIP LOCKED)
            RETURNING owner_id, instance_id, path, correlation_id
            """)
        .execute(Tuple.of(ownerId, now.atOffset(ZoneOffset.UTC), most))
        .map(Rows.list(Due::of));
  }
}
