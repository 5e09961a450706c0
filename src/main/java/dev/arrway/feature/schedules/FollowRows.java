package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.Columns.instant;
import static dev.arrway.feature.schedules.Columns.required;
import static dev.arrway.feature.schedules.Columns.time;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what became of searches. */
final class FollowRows {
  /** Another node takes over what one does not come back with. */
  private static final Duration LEASE = Duration.ofMinutes(2);

  private static final int AT_ONCE = 10;

  private FollowRows() {}

  /** Takes the runs that are to be looked at, whoever's they are; as the system. */
  static Future<List<Followed>> due(SqlConnection c, Instant now) {
    return c.preparedQuery(
            "UPDATE search_run SET next_check_at = $2 WHERE id IN (SELECT id FROM search_run"
                + " WHERE next_check_at <= $1 ORDER BY next_check_at LIMIT $3"
                + " FOR UPDATE SKIP LOCKED)"
                + " RETURNING id, schedule_id, owner_id, instance_id, started_at, settled_at")
        .execute(Tuple.of(time(now), time(now.plus(LEASE)), AT_ONCE))
        .map(
            Rows.list(
                row ->
                    new Followed(
                        row.getLong("id"),
                        row.getLong("schedule_id"),
                        row.getLong("owner_id"),
                        row.getLong("instance_id"),
                        required(row, "started_at"),
                        instant(row, "settled_at"))));
  }

  static Future<Void> commands(SqlConnection c, Followed run, List<Run.Command> commands) {
    List<Tuple> rows = new ArrayList<>();
    for (Run.Command command : commands) {
      rows.add(
          Tuple.tuple()
              .addValue(run.ownerId())
              .addValue(run.runId())
              .addValue(command.number())
              .addValue(command.commandId())
              .addValue(command.status())
              .addValue(command.ended())
              .addValue(command.message())
              .addValue(time(command.queuedAt()))
              .addValue(time(command.endedAt())));
    }
    return c.preparedQuery(
            "UPDATE search_command SET command_id = $4, status = $5, ended = $6, message = $7,"
                + " queued_at = $8, ended_at = $9"
                + " WHERE owner_id = $1 AND run_id = $2 AND number = $3")
        .executeBatch(rows)
        .mapEmpty();
  }

  static Future<Void> items(SqlConnection c, Followed run, List<Run.Item> changed) {
    if (changed.isEmpty()) {
      return Future.succeededFuture();
    }
    List<Tuple> rows = new ArrayList<>();
    for (Run.Item item : changed) {
      rows.add(
          Tuple.tuple()
              .addValue(run.ownerId())
              .addValue(run.runId())
              .addValue(item.itemId())
              .addValue(item.outcome())
              .addValue(item.releaseTitle())
              .addValue(item.indexer())
              .addValue(time(item.grabbedAt())));
    }
    return c.preparedQuery(
            "UPDATE search_run_item SET outcome = $4, release_title = $5, indexer = $6,"
                + " grabbed_at = $7 WHERE owner_id = $1 AND run_id = $2 AND item_id = $3")
        .executeBatch(rows)
        .mapEmpty();
  }

  /** Comes back to it later. */
  static Future<Void> again(
      SqlConnection c, Followed run, @Nullable Instant settledAt, Instant next) {
    return c.preparedQuery(
            "UPDATE search_run SET next_check_at = $3, settled_at = $4"
                + " WHERE owner_id = $1 AND id = $2 AND status = 'searching'")
        .execute(Tuple.of(run.ownerId(), run.runId(), time(next), time(settledAt)))
        .mapEmpty();
  }

  /** Ends it; false when it has ended already. */
  static Future<Boolean> end(SqlConnection c, Followed run, Instant now) {
    return c.preparedQuery(
            "UPDATE search_run SET status = 'completed', ended_at = $3, next_check_at = NULL"
                + " WHERE owner_id = $1 AND id = $2 AND status = 'searching'")
        .execute(Tuple.of(run.ownerId(), run.runId(), time(now)))
        .map(Rows::any);
  }
}
