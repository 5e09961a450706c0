package dev.arrway.feature.drift;

import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The SQL of looks: what was seen last, and what was told of it. */
final class LookRows {
  private LookRows() {}

  /** What was seen, as JSON. */
  record Seen(Instant at, String state) {}

  /** An instance with a baseline, and when it was last checked. */
  record Checked(long instanceId, long ownerId, Instant at) {}

  /** Notes what is there now. */
  static Future<Void> note(SqlConnection c, long owner, long instance, Look look, Instant now) {
    return c.preparedQuery(
            """
            INSERT INTO drift_look AS l (instance_id, owner_id, looked_at, state, state_hash)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (instance_id) DO UPDATE
               SET looked_at = excluded.looked_at, state_hash = excluded.state_hash,
                   state = CASE l.state_hash WHEN excluded.state_hash THEN l.state ELSE excluded.state END
             WHERE l.owner_id = $2
            """)
        .execute(Tuple.of(instance, owner, utc(now), look.json(), look.hash()))
        .mapEmpty();
  }

  static Future<Optional<Seen>> last(SqlConnection c, long owner, long instance) {
    return c.preparedQuery(
            "SELECT looked_at, state FROM drift_look WHERE instance_id = $1 AND owner_id = $2")
        .execute(Tuple.of(instance, owner))
        .map(Rows.first(row -> new Seen(row.getOffsetDateTime(0).toInstant(), row.getString(1))));
  }

  /**
   * Notes that differences are known, and tells of them once.
   *
   * @param hash of the differences, empty when there are none
   * @param data what is told
   */
  static Future<Void> tell(
      SqlConnection c,
      EventLog events,
      long owner,
      long instance,
      String hash,
      Map<String, ?> data,
      Instant now) {
    return c.preparedQuery(
            """
            WITH before AS (
              SELECT told_hash FROM drift_look WHERE instance_id = $1 AND owner_id = $2 FOR UPDATE
            )
            UPDATE drift_look l SET told_hash = $3, checked_at = $4 FROM before
             WHERE l.instance_id = $1 AND l.owner_id = $2 RETURNING before.told_hash
            """)
        .execute(Tuple.of(instance, owner, hash, utc(now)))
        .map(Rows.first(row -> row.getString(0)))
        .compose(
            before ->
                before.isEmpty() || before.get().equals(hash)
                    ? Future.succeededFuture()
                    : events.append(
                        c,
                        new EventDraft(
                            owner,
                            instance,
                            hash.isEmpty() ? "drift.resolved" : "drift.detected",
                            data)));
  }

  /** Every user's instances that have a baseline. */
  static Future<List<Checked>> checked(SqlConnection c) {
    return c.query(
            """
            SELECT b.instance_id, b.owner_id, coalesce(max(l.checked_at), min(b.accepted_at))
              FROM drift_baseline b LEFT JOIN drift_look l USING (instance_id)
             GROUP BY b.instance_id, b.owner_id
            """)
        .execute()
        .map(
            Rows.list(
                row ->
                    new Checked(
                        row.getLong(0), row.getLong(1), row.getOffsetDateTime(2).toInstant())));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}
