package dev.arrway.feature.libraries;

import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where snapshots stand, in the database. */
final class SnapshotRows {
  private static final String COLUMNS =
      "SELECT instance_id, owner_id, attempted_at, fetched_at, items, skipped, last_error"
          + " FROM library_snapshot";

  /** An instance that is gone gets no row, so that nothing is kept for it. */
  private static final String ATTEMPT =
      """
      INSERT INTO library_snapshot (instance_id, owner_id, attempted_at)
      SELECT id, owner_id, $2 FROM instance WHERE id = $1
      ON CONFLICT (instance_id) DO UPDATE SET attempted_at = excluded.attempted_at
      RETURNING 1
      """;

  private static final String LOCK =
      "SELECT items, empty_answers FROM library_snapshot WHERE instance_id = $1 FOR UPDATE";

  private static final String SUCCEEDED =
      """
      UPDATE library_snapshot
         SET fetched_at = $2, added = $3, updated = $4, removed = $5, duration_ms = $6,
             skipped = $7, items = (SELECT count(*) FROM library_item WHERE instance_id = $1),
             empty_answers = 0, error_code = NULL, last_error = NULL
       WHERE instance_id = $1
      """;

  private static final String FAILED =
      """
      UPDATE library_snapshot
         SET error_code = $2, last_error = $3, empty_answers = empty_answers + $4
       WHERE instance_id = $1
      """;

  private SnapshotRows() {}

  /** What a replacement has to know of the snapshot that it replaces. */
  record Before(int items, int emptyAnswers) {}

  static Future<Void> attempt(SqlConnection c, long instanceId, Instant now) {
    return c.preparedQuery(ATTEMPT)
        .execute(Tuple.of(instanceId, utc(now)))
        .compose(
            rows ->
                rows.size() == 1
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.notFound("instance").asException()));
  }

  static Future<Before> lock(SqlConnection c, long instanceId) {
    return c.preparedQuery(LOCK)
        .execute(Tuple.of(instanceId))
        .map(Rows.first(row -> new Before(row.getInteger(0), row.getShort(1))))
        .map(found -> found.orElseThrow(() -> Failure.notFound("instance").asException()));
  }

  /** Whether there is a snapshot; locks it against a refresh that ends at the same time. */
  static Future<Boolean> present(SqlConnection c, long instanceId) {
    return c.preparedQuery(
            "SELECT fetched_at IS NOT NULL FROM library_snapshot WHERE instance_id = $1 FOR UPDATE")
        .execute(Tuple.of(instanceId))
        .map(Rows.first(row -> row.getBoolean(0)))
        .map(found -> found.orElse(false));
  }

  static Future<Void> recount(SqlConnection c, long instanceId) {
    return c.preparedQuery(
            "UPDATE library_snapshot SET items = (SELECT count(*) FROM library_item"
                + " WHERE instance_id = $1) WHERE instance_id = $1")
        .execute(Tuple.of(instanceId))
        .mapEmpty();
  }

  static Future<Void> succeeded(SqlConnection c, long instanceId, Instant now, Replaced done) {
    return c.preparedQuery(SUCCEEDED)
        .execute(
            Tuple.tuple()
                .addLong(instanceId)
                .addOffsetDateTime(utc(now))
                .addInteger(done.counts().added())
                .addInteger(done.counts().updated())
                .addInteger(done.counts().removed())
                .addLong(done.durationMs())
                .addInteger(done.counts().skipped()))
        .mapEmpty();
  }

  /**
   * Stores that a sync has reported the library to its owner; returns whether it is the first time.
   */
  static Future<Boolean> report(SqlConnection c, long instanceId) {
    return c.preparedQuery(
            "UPDATE library_snapshot SET reported = true WHERE instance_id = $1 AND NOT reported")
        .execute(Tuple.of(instanceId))
        .map(rows -> rows.rowCount() == 1);
  }

  static Future<Void> failed(SqlConnection c, long instanceId, Failure failure, boolean empty) {
    return c.preparedQuery(FAILED)
        .execute(
            Tuple.of(
                instanceId, failure.code().wireName(), failure.detail(), (short) (empty ? 1 : 0)))
        .mapEmpty();
  }

  static Future<Optional<Snapshot>> find(SqlConnection c, long instanceId) {
    return c.preparedQuery(COLUMNS + " WHERE instance_id = $1")
        .execute(Tuple.of(instanceId))
        .map(Rows.first(SnapshotRows::snapshot));
  }

  static Future<List<Snapshot>> all(SqlConnection c) {
    return c.preparedQuery(COLUMNS).execute().map(Rows.list(SnapshotRows::snapshot));
  }

  private static Snapshot snapshot(Row row) {
    return new Snapshot(
        row.getLong("instance_id"),
        row.getLong("owner_id"),
        row.getOffsetDateTime("attempted_at").toInstant(),
        instant(row.getOffsetDateTime("fetched_at")),
        row.getInteger("items"),
        row.getInteger("skipped"),
        row.getString("last_error"));
  }

  static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }
}
