package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.Columns.required;
import static dev.arrway.feature.schedules.Columns.time;

import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.feature.schedules.plan.Candidate;
import dev.arrway.feature.schedules.plan.Plan;
import dev.arrway.feature.schedules.plan.SearchLog;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes what a run decided, and what has been searched. */
final class DecisionRows {
  /** Advisory locks of this kind: the first of the two numbers that name one. */
  private static final int LOCKS = 0x53524348;

  private static final Duration HOUR = Duration.ofHours(1);

  private DecisionRows() {}

  /** Lets the runs on one instance decide one after another. */
  static Future<Void> takeTurn(SqlConnection c, long instanceId) {
    return c.preparedQuery("SELECT pg_advisory_xact_lock($1, $2)")
        .execute(Tuple.of(LOCKS, Long.hashCode(instanceId)))
        .mapEmpty();
  }

  /** What was searched on an instance. */
  static Future<SearchLog> log(SqlConnection c, long owner, long instanceId, Instant now) {
    return c.preparedQuery(
            "SELECT item_id, searched_at FROM searched_item"
                + " WHERE owner_id = $1 AND instance_id = $2")
        .execute(Tuple.of(owner, instanceId))
        .map(
            rows -> {
              Map<Long, Instant> last = new HashMap<>();
              rows.forEach(row -> last.put(row.getLong(0), required(row, "searched_at")));
              long recent =
                  last.values().stream().filter(at -> at.isAfter(now.minus(HOUR))).count();
              return new SearchLog(last, (int) recent);
            });
  }

  static Future<Void> searched(
      SqlConnection c, long owner, long instanceId, List<Candidate> items, Instant now) {
    if (items.isEmpty()) {
      return Future.succeededFuture();
    }
    return c.preparedQuery(
            "INSERT INTO searched_item (instance_id, item_id, owner_id, searched_at)"
                + " SELECT $1, unnest($2::bigint[]), $3, $4"
                + " ON CONFLICT (instance_id, item_id) DO UPDATE"
                + " SET searched_at = EXCLUDED.searched_at")
        .execute(
            Tuple.tuple()
                .addValue(instanceId)
                .addValue(items.stream().map(Candidate::id).toArray(Long[]::new))
                .addValue(owner)
                .addValue(time(now)))
        .mapEmpty();
  }

  /** What a plan came to. */
  static Future<Void> decided(SqlConnection c, Claim claim, Plan plan, Instant now) {
    boolean searches = !plan.searches().isEmpty();
    Map<String, Integer> counts = new HashMap<>();
    plan.counts().forEach((reason, count) -> counts.put(reason.wireName(), count));
    return c.preparedQuery(
            "UPDATE search_run SET status = $3, ended_at = $4, candidates = $5,"
                + " reasons = $6::text::jsonb, estimated_queries = $7, next_check_at = $8"
                + " WHERE owner_id = $1 AND id = $2")
        .execute(
            Tuple.tuple()
                .addValue(claim.schedule().ownerId())
                .addValue(claim.runId())
                .addValue(searches ? "searching" : "completed")
                .addValue(searches ? null : time(now))
                .addValue(plan.verdicts().size())
                .addValue(RunRows.reasons(counts))
                .addValue(plan.estimatedQueries())
                .addValue(searches ? time(now) : null))
        .mapEmpty();
  }

  /** A run that searched nothing; one that was blocked as the one before becomes one with it. */
  static Future<Void> blocked(SqlConnection c, Claim claim, String reason, Instant now) {
    return c.preparedQuery(
            "WITH before AS (SELECT id, status, blocked, times_blocked FROM search_run"
                + " WHERE owner_id = $1 AND schedule_id = $2 AND id < $3 AND cause = 'schedule'"
                + " ORDER BY id DESC LIMIT 1),"
                + " same AS (DELETE FROM search_run r USING before b WHERE r.id = b.id"
                + " AND b.status = 'blocked' AND b.blocked = $4 AND $6"
                + " RETURNING r.times_blocked, r.started_at)"
                + " UPDATE search_run SET status = 'blocked', blocked = $4, ended_at = $5,"
                + " times_blocked = 1 + coalesce((SELECT times_blocked FROM same), 0),"
                + " started_at = coalesce((SELECT s.started_at FROM same s), started_at)"
                + " WHERE owner_id = $1 AND id = $3")
        .execute(
            Tuple.of(
                claim.schedule().ownerId(),
                claim.schedule().id(),
                claim.runId(),
                reason,
                time(now),
                claim.scheduled()))
        .mapEmpty();
  }

  static Future<Void> failed(SqlConnection c, Claim claim, Failure failure, Instant now) {
    return c.preparedQuery(
            "UPDATE search_run SET status = 'failed', error_code = $3, error = $4, ended_at = $5"
                + " WHERE owner_id = $1 AND id = $2")
        .execute(
            Tuple.of(
                claim.schedule().ownerId(),
                claim.runId(),
                failure.code().wireName(),
                failure.detail(),
                time(now)))
        .mapEmpty();
  }

  static Future<Void> interrupted(SqlConnection c, Claim claim, Instant now) {
    return c.preparedQuery(
            "UPDATE search_run SET status = 'interrupted', ended_at = $3"
                + " WHERE owner_id = $1 AND id = $2 AND status = 'running'")
        .execute(Tuple.of(claim.schedule().ownerId(), claim.runId(), time(now)))
        .mapEmpty();
  }

  /** Notes commands with their ids in the outbox. */
  static Future<Void> commands(
      SqlConnection c, Claim claim, List<Plan.Search> searches, List<Long> outboxIds) {
    List<Tuple> rows = new ArrayList<>();
    for (Plan.Search search : searches) {
      rows.add(
          Tuple.of(
              claim.runId(),
              rows.size() + 1,
              claim.schedule().ownerId(),
              outboxIds.get(rows.size()),
              kind(search.target()),
              search.items().size()));
    }
    return c.preparedQuery(
            "INSERT INTO search_command (run_id, number, owner_id, outbox_id, kind, items, status)"
                + " VALUES ($1, $2, $3, $4, $5, $6, 'waiting')")
        .executeBatch(rows)
        .mapEmpty();
  }

  private static String kind(SearchTarget target) {
    if (target.seriesId() != null) {
      return "season";
    }
    return target.movieIds().isEmpty() ? "episodes" : "movies";
  }

  /** Notes what is searched, command by command. */
  static Future<Void> items(SqlConnection c, Claim claim, List<Plan.Search> searches) {
    List<Tuple> rows = new ArrayList<>();
    int number = 0;
    for (Plan.Search search : searches) {
      number++;
      for (Candidate candidate : search.items()) {
        rows.add(item(claim, number, rows.size(), candidate));
      }
    }
    if (rows.isEmpty()) {
      return Future.succeededFuture();
    }
    return c.preparedQuery(
            "INSERT INTO search_run_item (run_id, position, owner_id, command, item_id, kind,"
                + " title, series_id, season, episode, episode_title, year, outcome)"
                + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'pending')")
        .executeBatch(rows)
        .mapEmpty();
  }

  private static Tuple item(Claim claim, int number, int position, Candidate candidate) {
    WantedItem item = candidate.item();
    return Tuple.tuple()
        .addValue(claim.runId())
        .addValue(position)
        .addValue(claim.schedule().ownerId())
        .addValue(number)
        .addValue(item.id())
        .addValue(candidate.kind().name().toLowerCase(Locale.ROOT))
        .addValue(item.title())
        .addValue(item.seriesId())
        .addValue(item.season())
        .addValue(item.episode())
        .addValue(item.episodeTitle())
        .addValue(item.year());
  }
}
