package dev.arrway.feature.timelines;

import static dev.arrway.feature.timelines.TimelineRows.utc;

import dev.arrway.domain.timeline.Patience;
import dev.arrway.domain.timeline.Step;
import dev.arrway.kind.media.MediaServerKind;
import dev.arrway.platform.store.Rows;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which media servers are to be asked for which titles, and when. A lease is measured by the
 * database's clock.
 */
final class Watches {
  /** What was imported longer ago is found by nobody any more, or was found before. */
  private static final Duration NEWS = Duration.ofDays(1);

  private static final Duration AFTER_A_SCAN = Duration.ofSeconds(5);

  private final TimelineParts parts;

  Watches(TimelineParts parts) {
    this.parts = parts;
  }

  /** One server that is to be asked for one title. */
  record Watch(long timelineId, long serverId, long ownerId, int looks) {}

  /** A user's media servers. */
  List<Instance> servers(long owner) {
    return parts.directory().all(owner).stream()
        .filter(Instance::enabled)
        .filter(one -> parts.catalog().apply(one.type()).is(MediaServerKind.KIND))
        .toList();
  }

  /** Something was imported: from now on all servers are asked. */
  Future<Void> arm(SqlConnection c, Timeline t, Step imported, Instant now) {
    List<Instance> servers = servers(t.ownerId());
    if (servers.isEmpty() || imported.at().isBefore(now.minus(NEWS))) {
      return Future.succeededFuture();
    }
    return c.preparedQuery(
            """
            INSERT INTO timeline_watch (timeline_id, server_id, owner_id, next_at)
            SELECT $1, server, $2, $4 FROM unnest($3::bigint[]) server
            ON CONFLICT (timeline_id, server_id) DO UPDATE
              SET looks = 0, next_at = excluded.next_at, last_error = NULL, lease = NULL, lease_until = NULL
            """)
        .execute(
            Tuple.of(
                t.id(),
                t.ownerId(),
                servers.stream().map(Instance::id).toArray(Long[]::new),
                utc(now.plus(Patience.after(0).orElse(Duration.ZERO)))))
        .mapEmpty();
  }

  /** A server looks for itself now: soon it may have it. */
  Future<Void> hasten(SqlConnection c, Timeline t, Instant now) {
    return c.preparedQuery(
            """
            UPDATE timeline_watch SET next_at = least(next_at, $3)
             WHERE timeline_id = $1 AND owner_id = $2
            """)
        .execute(Tuple.of(t.id(), t.ownerId(), utc(now.plus(AFTER_A_SCAN))))
        .mapEmpty();
  }

  /** Takes what is due, users in turn and of each the one that waits longest first. */
  static Future<List<Watch>> claim(SqlConnection c, UUID node, Instant now, int limit) {
    return c.preparedQuery(
            """
            WITH free AS (
              SELECT timeline_id, server_id,
                     row_number() OVER (PARTITION BY owner_id ORDER BY next_at) AS turn
                FROM timeline_watch
               WHERE next_at <= $2 AND (lease_until IS NULL OR lease_until < now())),
            due AS (
              SELECT o.timeline_id, o.server_id
                FROM timeline_watch o JOIN free USING (timeline_id, server_id)
               WHERE (o.lease_until IS NULL OR o.lease_until < now())
               ORDER BY free.turn, o.next_at LIMIT $3 FOR UPDATE OF o SKIP LOCKED)
            UPDATE timeline_watch w SET lease = $1, lease_until = now() + interval '1 minute'
              FROM due WHERE w.timeline_id = due.timeline_id AND w.server_id = due.server_id
            RETURNING w.timeline_id, w.server_id, w.owner_id, w.looks
            """)
        .execute(Tuple.of(node, utc(now), limit))
        .map(
            Rows.list(
                row ->
                    new Watch(
                        row.getLong("timeline_id"),
                        row.getLong("server_id"),
                        row.getLong("owner_id"),
                        row.getInteger("looks"))));
  }

  /** Has a server asked again later; nothing happens when the lease is lost. */
  static Future<Void> later(
      SqlConnection c, UUID node, Watch watch, Instant next, @Nullable String error) {
    return c.preparedQuery(
            """
            UPDATE timeline_watch SET looks = looks + 1, next_at = $5, last_error = $6, lease = NULL,
              lease_until = NULL
             WHERE timeline_id = $1 AND server_id = $2 AND owner_id = $3 AND lease = $4
            """)
        .execute(
            Tuple.tuple()
                .addValue(watch.timelineId())
                .addValue(watch.serverId())
                .addValue(watch.ownerId())
                .addValue(node)
                .addValue(utc(next))
                .addValue(error))
        .mapEmpty();
  }

  /** Ends asking a server; false when the lease is lost. */
  static Future<Boolean> end(SqlConnection c, UUID node, Watch watch) {
    return c.preparedQuery(
            """
            DELETE FROM timeline_watch
             WHERE timeline_id = $1 AND server_id = $2 AND owner_id = $3 AND lease = $4
            """)
        .execute(Tuple.of(watch.timelineId(), watch.serverId(), watch.ownerId(), node))
        .map(Rows::any);
  }

  /** How many servers are still asked for a title. */
  static Future<Long> left(SqlConnection c, Watch watch) {
    return c.preparedQuery(
            "SELECT count(*) FROM timeline_watch WHERE timeline_id = $1 AND owner_id = $2")
        .execute(Tuple.of(watch.timelineId(), watch.ownerId()))
        .map(Rows.one(row -> row.getLong(0)));
  }
}
