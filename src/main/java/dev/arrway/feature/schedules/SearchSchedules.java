package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Conditions;
import dev.arrway.feature.schedules.plan.SearchLog;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Users' search schedules. All methods fail with {@code not_found} for a schedule that is absent or
 * another user's.
 */
public final class SearchSchedules {
  private static final Logger log = LoggerFactory.getLogger(SearchSchedules.class);

  /** What more an instance could have would only get in each other's way. */
  private static final int MOST_PER_INSTANCE = 20;

  private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

  /** No schedule asks whether an item was searched earlier than that. */
  private static final Duration LONGEST_COOLDOWN = Duration.ofDays(366);

  /** Items of an instance of which it is known when they were searched. */
  private static final int MOST_ITEMS = 1_000_000;

  private final ScheduleParts parts;
  private final Ticker ticker;
  private final Decisions decisions;
  private volatile Runnable ending = () -> {};

  /** Nothing runs by itself until {@link #start}. */
  public SearchSchedules(ScheduleParts parts) {
    this.parts = parts;
    this.ticker = new Ticker(parts);
    this.decisions = new Decisions(parts);
  }

  /** Begins to run schedules on time. What an earlier process missed is made up for once. */
  public Future<Void> start(Vertx vertx) {
    ending = ticker.start(vertx);
    return Future.succeededFuture();
  }

  /** Begins no more runs. */
  public Future<Void> stop() {
    ending.run();
    return Future.succeededFuture();
  }

  /** Serves what is due once, as each tick does. */
  public Future<Void> tick() {
    return ticker.tick();
  }

  /** Deletes runs that are over, and when items were searched, once old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    int most = retention.rowsPerUser();
    return SqlRetention.prune(
        parts.database(),
        now(),
        List.of(
            RetentionRule.ofOwners("search_run", "started_at", retention.searchRuns(), most)
                .where("next_check_at IS NULL AND status NOT IN ('running', 'searching')"),
            RetentionRule.ofOwners("searched_item", "searched_at", LONGEST_COOLDOWN, MOST_ITEMS)
                .by("instance_id")));
  }

  private Instant now() {
    return parts.clock().instant();
  }

  /**
   * Adds a schedule.
   *
   * @return fails with {@code not_found} when the user has no such instance, {@code not_supported}
   *     when it wants nothing, {@code conflict} when the name is taken or the instance has 20
   */
  public Future<Schedule> create(long owner, ScheduleRules rules) {
    return parts
        .servers()
        .check(owner, rules.instanceId())
        .compose(
            mine ->
                parts
                    .database()
                    .asUser(
                        owner,
                        c ->
                            ScheduleRows.count(c, owner, rules.instanceId())
                                .compose(SearchSchedules::requireRoom)
                                .compose(room -> ScheduleRows.insert(c, owner, rules, now()))))
        .recover(SearchSchedules::nameTaken);
  }

  private static Future<Void> requireRoom(long there) {
    return there < MOST_PER_INSTANCE
        ? Future.succeededFuture()
        : Future.failedFuture(
            FailureException.of(
                FailureCode.CONFLICT,
                "An instance can have " + MOST_PER_INSTANCE + " search schedules at most."));
  }

  private static <T> Future<T> nameTaken(Throwable cause) {
    return Future.failedFuture(
        cause instanceof UniqueViolation
            ? FailureException.of(
                FailureCode.CONFLICT, "There is a search schedule of this name already.")
            : cause);
  }

  /** A user's schedules, newest first; of one instance where that is asked. */
  public Future<Slice<Schedule>> list(
      long owner, @Nullable Long instanceId, int limit, int offset) {
    return parts
        .database()
        .asUser(owner, c -> ScheduleRows.list(c, owner, instanceId, limit, offset, now()));
  }

  /** One schedule. */
  public Future<Schedule> get(long owner, long id) {
    return parts
        .database()
        .asUser(owner, c -> ScheduleRows.find(c, owner, id, now()))
        .map(SearchSchedules::existing);
  }

  private static Schedule existing(Optional<Schedule> found) {
    return found.orElseThrow(() -> Failure.notFound("search schedule").asException());
  }

  /** Changes a schedule; fails with {@code conflict} when the name is taken. */
  public Future<Schedule> update(long owner, long id, UnaryOperator<ScheduleRules> change) {
    return parts
        .database()
        .asUser(
            owner,
            c ->
                ScheduleRows.lock(c, owner, id, now())
                    .map(SearchSchedules::existing)
                    .compose(
                        before ->
                            ScheduleRows.update(c, before, change.apply(before.rules()), now())))
        .recover(SearchSchedules::nameTaken);
  }

  /** Removes a schedule with its history; what it asked the instance to search is searched. */
  public Future<Void> delete(long owner, long id) {
    return parts
        .database()
        .asUser(owner, c -> ScheduleRows.delete(c, owner, id))
        .map(
            any -> {
              if (!any) {
                throw Failure.notFound("search schedule").asException();
              }
              return null;
            });
  }

  /** What runs did, newest first. */
  public Future<Slice<Run>> history(long owner, long id, int limit, int offset) {
    return parts
        .database()
        .asUser(
            owner,
            c ->
                ScheduleRows.find(c, owner, id, now())
                    .map(SearchSchedules::existing)
                    .compose(found -> RunRows.list(c, owner, id, limit, offset)));
  }

  /** What one run of a schedule did; fails with {@code not_found} when it has no such run. */
  public Future<Run> run(long owner, long id, long runId) {
    return parts
        .database()
        .asUser(owner, c -> RunRows.find(c, owner, runId))
        .map(
            run ->
                run.filter(one -> one.scheduleId() == id)
                    .orElseThrow(() -> Failure.notFound("search run").asException()));
  }

  /**
   * Runs a schedule now, also when it is switched off and outside of its windows; all else holds.
   *
   * @return the run as it begins; fails with {@code conflict} when one is under way, {@code
   *     limit_exceeded} when too many of the user's are
   */
  public Future<Run> runNow(long owner, long id) {
    return parts
        .database()
        .asUser(owner, c -> claim(c, owner, id))
        .compose(
            claim -> {
              Sink.of(
                  ticker.runNow(claim),
                  Runnable::run,
                  (done, cause) -> {
                    if (cause != null) {
                      log.atWarn()
                          .addKeyValue("schedule", id)
                          .log("a search run did not end: {}", cause.getMessage());
                    }
                  });
              return parts.database().asUser(owner, c -> RunRows.find(c, owner, claim.runId()));
            })
        .map(run -> run.orElseThrow(() -> Failure.notFound("search schedule").asException()));
  }

  /** Runs that are asked for come besides those that are due. */
  private Future<Void> requireFreeRun(long underWay) {
    int most = 2 * parts.runsPerUser();
    return underWay < most
        ? Future.succeededFuture()
        : Future.failedFuture(
            Failure.retryAfter(
                    FailureCode.LIMIT_EXCEEDED,
                    "You have "
                        + most
                        + " search runs under way, the most for one user (twice"
                        + " limits.search_runs); try again when one has ended. An administrator can"
                        + " raise limits.search_runs.",
                    RETRY_AFTER)
                .asException());
  }

  private Future<Claim> claim(SqlConnection c, long owner, long id) {
    Instant now = now();
    return ScheduleRows.lock(c, owner, id, now)
        .map(SearchSchedules::existing)
        .compose(
            schedule ->
                ClaimRows.underWay(c, owner, now)
                    .compose(this::requireFreeRun)
                    .compose(free -> ClaimRows.one(c, schedule, now)))
        .map(
            claim ->
                claim.orElseThrow(
                    () ->
                        FailureException.of(
                            FailureCode.CONFLICT, "A run of this schedule is under way.")));
  }

  /**
   * What a run by itself would do now. Nothing is searched and nothing remembered.
   *
   * @param anyway whether to plan as if nothing held the run back; the plan does not say then what
   *     does
   */
  public Future<Preview> preview(long owner, long id, boolean anyway, String traceId) {
    return get(owner, id)
        .compose(
            schedule -> {
              InstanceReader reader = new InstanceReader(parts.servers(), schedule, traceId, true);
              return decisions
                  .log(schedule)
                  .compose(known -> draft(schedule, reader, known, anyway))
                  .map(plan -> new Preview(plan, schedule.nextRunAt()));
            });
  }

  private Future<dev.arrway.feature.schedules.plan.Plan> draft(
      Schedule schedule, InstanceReader reader, SearchLog known, boolean anyway) {
    return reader
        .indexers()
        .compose(
            indexers ->
                reader
                    .queue()
                    .compose(
                        queue ->
                            reader
                                .candidates()
                                .map(
                                    found ->
                                        new Draft(
                                            anyway ? queue.withoutActive() : queue,
                                            found,
                                            conditions(schedule, indexers, anyway)))))
        .compose(draft -> draft.withSeasons(schedule.rules().policy(), known, now(), reader))
        .map(draft -> draft.plan(schedule.rules().policy(), known, now()));
  }

  private Conditions conditions(
      Schedule schedule, InstanceReader.Indexers indexers, boolean anyway) {
    boolean may = parts.servers().mayRunScheduled(schedule.rules().instanceId());
    Block trouble = may ? indexers.trouble() : Block.INSTANCE_UNHEALTHY;
    return new Conditions(anyway, anyway ? null : trouble, indexers.count(), Map.of());
  }
}
