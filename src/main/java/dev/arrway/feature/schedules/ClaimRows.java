package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.Columns.time;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The leases of the table {@code search_schedule}: of all nodes one holds a schedule's, and when it
 * does not come back another takes it.
 */
final class ClaimRows {
  /** Longer than a run may read. */
  static final Duration LEASE = Duration.ofMinutes(5);

  private static final String FREE = "(lease_until IS NULL OR lease_until <= $1)";

  private ClaimRows() {}

  /**
   * Takes the schedule that is due the longest, as the system; none of a user with {@code perUser}
   * runs under way.
   */
  static Future<Optional<Claim>> due(SqlConnection c, Instant now, int perUser) {
    return c.preparedQuery(
            "SELECT "
                + ScheduleRows.SHOWN
                + " FROM search_schedule WHERE enabled AND next_run_at <= $1 AND "
                + FREE
                + " AND (SELECT count(*) FROM search_schedule own"
                + " WHERE own.owner_id = search_schedule.owner_id AND own.lease_until > $1) < $2"
                + " ORDER BY next_run_at, id LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED")
        .execute(Tuple.of(time(now), perUser))
        .map(Rows.first(row -> ScheduleRows.schedule(row, now)))
        .compose(found -> taken(c, found.orElse(null), true, now));
  }

  /** Returns how many runs of a user's schedules are under way. */
  static Future<Long> underWay(SqlConnection c, long owner, Instant now) {
    return c.preparedQuery(
            "SELECT count(*) FROM search_schedule WHERE owner_id = $1 AND lease_until > $2")
        .execute(Tuple.of(owner, time(now)))
        .map(Rows.one(row -> row.getLong(0)));
  }

  /** Takes this schedule, if no run of it is under way. */
  static Future<Optional<Claim>> one(SqlConnection c, Schedule schedule, Instant now) {
    return schedule.running()
        ? Future.succeededFuture(Optional.empty())
        : taken(c, schedule, false, now);
  }

  private static Future<Optional<Claim>> taken(
      SqlConnection c, @Nullable Schedule schedule, boolean scheduled, Instant now) {
    if (schedule == null) {
      return Future.succeededFuture(Optional.empty());
    }
    return endCutOff(c, schedule, now)
        .compose(ended -> newRun(c, schedule, scheduled, now))
        .compose(run -> lease(c, schedule, run, now).map(run))
        .map(run -> Optional.of(new Claim(schedule, run, scheduled, now)));
  }

  /** A run that still decides while the lease is free will never end. */
  private static Future<Void> endCutOff(SqlConnection c, Schedule schedule, Instant now) {
    return c.preparedQuery(
            "UPDATE search_run SET status = 'interrupted', ended_at = $3"
                + " WHERE owner_id = $1 AND schedule_id = $2 AND status = 'running'")
        .execute(Tuple.of(schedule.ownerId(), schedule.id(), time(now)))
        .mapEmpty();
  }

  private static Future<Long> newRun(
      SqlConnection c, Schedule schedule, boolean scheduled, Instant now) {
    return c.preparedQuery(
            "INSERT INTO search_run (schedule_id, owner_id, instance_id, cause, status, started_at)"
                + " VALUES ($1, $2, $3, $4, 'running', $5) RETURNING id")
        .execute(
            Tuple.of(
                schedule.id(),
                schedule.ownerId(),
                schedule.rules().instanceId(),
                scheduled ? "schedule" : "request",
                time(now)))
        .map(Rows.one(row -> row.getLong(0)));
  }

  private static Future<Void> lease(SqlConnection c, Schedule schedule, long run, Instant now) {
    return c.preparedQuery(
            "UPDATE search_schedule SET lease_run = $3, lease_until = $4"
                + " WHERE owner_id = $1 AND id = $2")
        .execute(Tuple.of(schedule.ownerId(), schedule.id(), run, time(now.plus(LEASE))))
        .mapEmpty();
  }

  /** The schedule as it is now, locked, if the lease is still this claim's. */
  static Future<Optional<Schedule>> stillOurs(SqlConnection c, Claim claim, Instant now) {
    return c.preparedQuery(
            "SELECT "
                + ScheduleRows.SHOWN
                + " FROM search_schedule WHERE owner_id = $1 AND id = $2 AND lease_run = $3"
                + " FOR NO KEY UPDATE")
        .execute(Tuple.of(claim.schedule().ownerId(), claim.schedule().id(), claim.runId()))
        .map(Rows.first(row -> ScheduleRows.schedule(row, now)));
  }

  /**
   * Gives the lease back.
   *
   * @param next when it runs next; of a run that somebody asked for it stays as it was
   * @param ran when it ran, null when it was blocked or failed
   */
  static Future<Void> giveBack(
      SqlConnection c, Claim claim, @Nullable Instant next, @Nullable Instant ran) {
    String times =
        claim.scheduled() ? ", next_run_at = $4, last_run_at = coalesce($5, last_run_at)" : "";
    Tuple values = Tuple.of(claim.schedule().ownerId(), claim.schedule().id(), claim.runId());
    if (claim.scheduled()) {
      values.addValue(time(next)).addValue(time(ran));
    }
    return c.preparedQuery(
            "UPDATE search_schedule SET lease_run = NULL, lease_until = NULL"
                + times
                + " WHERE owner_id = $1 AND id = $2 AND lease_run = $3")
        .execute(values)
        .mapEmpty();
  }

  /** Notes that it pauses, or no longer does; says whether that is new. */
  static Future<Boolean> pause(
      SqlConnection c, Schedule schedule, @Nullable String reason, Instant now) {
    return c.preparedQuery(
            "UPDATE search_schedule SET paused_reason = $3,"
                + " paused_since = CASE WHEN $3::text IS NULL THEN NULL"
                + " ELSE coalesce(paused_since, $4) END"
                + " WHERE owner_id = $1 AND id = $2"
                + " AND paused_reason IS DISTINCT FROM $3")
        .execute(Tuple.of(schedule.ownerId(), schedule.id(), reason, time(now)))
        .map(Rows::any);
  }
}
