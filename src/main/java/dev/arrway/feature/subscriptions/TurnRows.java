package dev.arrway.feature.subscriptions;

import static dev.arrway.feature.subscriptions.SubscriptionRows.utc;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The SQL of turns. A lease is measured by the database's clock; a node that lost it finds that
 * nothing which it writes about the subscription is taken.
 */
final class TurnRows {
  /** Subscriptions of one user that are worked on at once, a quarter of all. */
  private static final int PER_USER = DeliveryWorker.AT_ONCE / 4;

  private static final String LEASE = "now() + interval '30 seconds'";

  private TurnRows() {}

  /** A subscription that this node works on. */
  record Claimed(Subscription subscription, byte[] sealed, boolean ownerIsAdmin) {}

  /**
   * Takes what is due, users in turn and of each the one that waits longest first. What was taken
   * stays due until it is given back, so that a node that dies leaves nothing lying.
   *
   * @param owners whose logs to look at for new events; null: everybody's
   */
  static Future<List<Claimed>> claim(
      SqlConnection c, UUID node, Instant now, Long @Nullable [] owners, int limit) {
    return c.preparedQuery(
            """
            WITH free AS (
              SELECT c.id, o.role = 'admin' AS admin,
                     row_number() OVER (PARTITION BY c.owner_id ORDER BY c.last_turn_at)
                       + (SELECT count(*) FROM subscription r
                           WHERE r.owner_id = c.owner_id AND r.lease_until >= now()) AS turn
                FROM subscription c JOIN app_user o ON o.id = c.owner_id
               WHERE c.active AND o.active AND (c.lease_until IS NULL OR c.lease_until < now())
                 AND (c.next_turn_at <= $2
                      OR (c.next_turn_at IS NULL AND ($3::bigint[] IS NULL OR c.owner_id = ANY ($3::bigint[]))
                          AND c.cursor < (SELECT max(id) FROM event WHERE owner_id = c.owner_id)))),
            due AS (
              SELECT c.id, free.admin FROM subscription c JOIN free ON free.id = c.id
               WHERE free.turn <= $5 AND c.active AND (c.lease_until IS NULL OR c.lease_until < now())
               ORDER BY free.turn, c.last_turn_at LIMIT $4 FOR UPDATE OF c SKIP LOCKED)
            UPDATE subscription s SET lease_node = $1, lease_until = %s, next_turn_at = $2
              FROM due WHERE s.id = due.id RETURNING s.*, due.admin
            """
                .formatted(LEASE))
        .execute(
            Tuple.tuple()
                .addValue(node)
                .addValue(utc(now))
                .addValue(owners)
                .addValue(limit)
                .addValue(PER_USER))
        .map(
            Rows.list(
                row -> {
                  SubscriptionRows.Stored stored = SubscriptionRows.stored(row);
                  return new Claimed(
                      stored.subscription(), stored.sealed(), row.getBoolean("admin"));
                }));
  }

  /** Moves the cursor; false when the lease is lost or somebody else moved it. */
  static Future<Boolean> advance(SqlConnection c, UUID node, Subscription s, long from, long to) {
    return c.preparedQuery(
            """
            UPDATE subscription SET cursor = $5, lease_until = %s
            WHERE id = $1 AND owner_id = $2 AND lease_node = $3 AND cursor = $4 AND revision = $6
            """
                .formatted(LEASE))
        .execute(Tuple.of(s.id(), s.ownerId(), node, from, to, s.revision()))
        .map(Rows::any);
  }

  /** Notes a success; the revision now, nothing when the lease is lost. */
  static Future<Optional<Integer>> succeeded(
      SqlConnection c, UUID node, Subscription s, Instant now) {
    return c.preparedQuery(
            """
            UPDATE subscription SET failures = 0, failing_since = NULL, delivered_at = $4, lease_until = %s
            WHERE id = $1 AND owner_id = $2 AND lease_node = $3 RETURNING revision
            """
                .formatted(LEASE))
        .execute(Tuple.of(s.id(), s.ownerId(), node, utc(now)))
        .map(Rows.first(row -> row.getInteger(0)));
  }

  /** Notes a failure; how many that are in a row, nothing when the lease is lost. */
  static Future<Optional<Integer>> failed(SqlConnection c, UUID node, Subscription s, Instant now) {
    return c.preparedQuery(
            """
            UPDATE subscription SET failures = failures + 1, failing_since = coalesce(failing_since, $4),
              lease_until = %s
            WHERE id = $1 AND owner_id = $2 AND lease_node = $3 AND revision = $5 RETURNING failures
            """
                .formatted(LEASE))
        .execute(Tuple.of(s.id(), s.ownerId(), node, utc(now), s.revision()))
        .map(Rows.first(row -> row.getInteger(0)));
  }

  /** Switches it off for good; whether it was ours to do so. */
  static Future<Boolean> end(SqlConnection c, UUID node, Subscription s, String reason) {
    return c.preparedQuery(
            """
            UPDATE subscription SET active = false, ended_reason = $4, revision = revision + 1, updated_at = now()
            WHERE id = $1 AND owner_id = $2 AND lease_node = $3 AND revision = $5
            """)
        .execute(Tuple.of(s.id(), s.ownerId(), node, reason, s.revision()))
        .map(Rows::any);
  }

  /** Gives it back; when to go on is the owner's to say where the owner changed it meanwhile. */
  static Future<Void> release(
      SqlConnection c, UUID node, Subscription s, @Nullable Instant nextTurnAt) {
    return c.preparedQuery(
            """
            UPDATE subscription SET lease_node = NULL, lease_until = NULL, last_turn_at = clock_timestamp(),
              next_turn_at = CASE WHEN revision = $5 THEN $4 ELSE next_turn_at END
            WHERE id = $1 AND owner_id = $2 AND lease_node = $3
            """)
        .execute(Tuple.of(s.id(), s.ownerId(), node, utc(nextTurnAt), s.revision()))
        .mapEmpty();
  }
}
