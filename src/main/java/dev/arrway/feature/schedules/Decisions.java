package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Plan;
import dev.arrway.feature.schedules.plan.SearchLog;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes what came of a run, all of it in one transaction with the end of its lease: a run that
 * lost its lease writes nothing.
 */
final class Decisions {
  /** How soon a run that could not search is tried again, if its interval is not shorter. */
  private static final Duration RETRY = Duration.ofMinutes(10);

  private final ScheduleParts parts;

  Decisions(ScheduleParts parts) {
    this.parts = parts;
  }

  /** What a run writes while its lease holds. */
  @FunctionalInterface
  private interface Writing {
    /** Gives the events that it tells, the schedule being as it is now. */
    Future<List<EventDraft>> write(SqlConnection c, Schedule now);
  }

  private Future<Void> whileOurs(Claim claim, Writing writing) {
    long owner = claim.schedule().ownerId();
    return parts
        .database()
        .asUser(
            owner,
            c ->
                ClaimRows.stillOurs(c, claim, parts.clock().instant())
                    .compose(
                        found ->
                            found.isEmpty()
                                ? DecisionRows.interrupted(c, claim, parts.clock().instant())
                                : writing
                                    .write(c, found.get())
                                    .compose(events -> tell(c, events))));
  }

  private Future<Void> tell(SqlConnection c, List<EventDraft> events) {
    return events.isEmpty() ? Future.succeededFuture() : parts.events().append(c, events);
  }

  /** What was searched on the schedule's instance. */
  Future<SearchLog> log(Schedule schedule) {
    return parts
        .database()
        .asUser(
            schedule.ownerId(),
            c ->
                DecisionRows.log(
                    c, schedule.ownerId(), schedule.rules().instanceId(), parts.clock().instant()));
  }

  /** Plans when the instance's other runs have decided, and notes what is searched. */
  Future<Void> decide(Claim claim, Draft draft) {
    long instance = claim.schedule().rules().instanceId();
    return whileOurs(
            claim,
            (c, schedule) ->
                claim.scheduled() && !schedule.rules().enabled()
                    ? giveUp(c, claim)
                    : DecisionRows.takeTurn(c, instance)
                        .compose(turn -> plan(c, claim, schedule, draft)))
        .map(
            written -> {
              parts.outbox().wake(instance);
              return null;
            });
  }

  private Future<List<EventDraft>> plan(
      SqlConnection c, Claim claim, Schedule schedule, Draft draft) {
    Instant now = parts.clock().instant();
    return DecisionRows.log(c, schedule.ownerId(), schedule.rules().instanceId(), now)
        .map(log -> draft.plan(schedule.rules().policy(), log, now))
        .compose(plan -> write(c, claim, schedule, plan, now));
  }

  private Future<List<EventDraft>> giveUp(SqlConnection c, Claim claim) {
    return DecisionRows.interrupted(c, claim, parts.clock().instant())
        .compose(ended -> ClaimRows.giveBack(c, claim, null, null))
        .map(List.of());
  }

  private Future<List<EventDraft>> write(
      SqlConnection c, Claim claim, Schedule schedule, Plan plan, Instant now) {
    if (plan.blocked() != null) {
      return block(c, claim, schedule, plan.blocked(), now);
    }
    long owner = schedule.ownerId();
    long instance = schedule.rules().instanceId();
    return DecisionRows.decided(c, claim, plan, now)
        .compose(done -> DecisionRows.items(c, claim, plan.searches()))
        .compose(done -> DecisionRows.searched(c, owner, instance, plan.selected(), now))
        .compose(done -> giveBack(c, claim, schedule, now))
        .compose(done -> resume(c, schedule, now))
        .compose(
            events ->
                plan.searches().isEmpty()
                    ? Future.succeededFuture(events)
                    : searches(c, claim, plan, now).map(done -> started(claim, plan, events)));
  }

  private Future<Void> searches(SqlConnection c, Claim claim, Plan plan, Instant now) {
    Schedule schedule = claim.schedule();
    return parts
        .outbox()
        .add(
            c,
            schedule.ownerId(),
            schedule.rules().instanceId(),
            plan.searches().stream()
                .map(search -> new ArrCommand.StartSearch(search.target(), now, false))
                .toList(),
            claim.traceId())
        .compose(ids -> DecisionRows.commands(c, claim, plan.searches(), ids));
  }

  private static Future<Void> giveBack(
      SqlConnection c, Claim claim, Schedule schedule, Instant now) {
    return ClaimRows.giveBack(
        c, claim, schedule.rules().nextRun(claim.startedAt(), now), claim.startedAt());
  }

  private static List<EventDraft> started(Claim claim, Plan plan, List<EventDraft> before) {
    List<EventDraft> events = new ArrayList<>(before);
    events.add(
        event(
            claim.schedule(),
            "search.started",
            Map.of(
                "run_id",
                claim.runId(),
                "items",
                plan.selected().size(),
                "commands",
                plan.searches().size())));
    return events;
  }

  /** Ends a run that searches nothing. */
  Future<Void> blocked(Claim claim, Block reason) {
    return whileOurs(
        claim, (c, schedule) -> block(c, claim, schedule, reason, parts.clock().instant()));
  }

  private static Future<List<EventDraft>> block(
      SqlConnection c, Claim claim, Schedule schedule, Block reason, Instant now) {
    return DecisionRows.blocked(c, claim, reason.wireName(), now)
        .compose(done -> ClaimRows.giveBack(c, claim, retry(schedule, now), null))
        .compose(
            done -> {
              if (reason.pauses()) {
                return pause(c, schedule, reason, now);
              }
              return reason == Block.BACK_PRESSURE
                  ? resume(c, schedule, now)
                  : Future.succeededFuture(List.of());
            });
  }

  /** Ends a run that could not be done. */
  Future<Void> failed(Claim claim, Failure failure) {
    return whileOurs(
        claim,
        (c, schedule) -> {
          Instant now = parts.clock().instant();
          return DecisionRows.failed(c, claim, failure, now)
              .compose(done -> ClaimRows.giveBack(c, claim, retry(schedule, now), null))
              .map(List.of());
        });
  }

  private static @Nullable Instant retry(Schedule schedule, Instant now) {
    ScheduleRules rules = schedule.rules();
    Duration wait = rules.interval().compareTo(RETRY) < 0 ? rules.interval() : RETRY;
    return rules.enabled() ? rules.hours().openFrom(now.plus(wait)) : null;
  }

  private static Future<List<EventDraft>> pause(
      SqlConnection c, Schedule schedule, Block reason, Instant now) {
    return ClaimRows.pause(c, schedule, reason.wireName(), now)
        .map(
            changed ->
                schedule.paused() == null && changed
                    ? List.of(event(schedule, "search.paused", Map.of("reason", reason.wireName())))
                    : List.of());
  }

  private static Future<List<EventDraft>> resume(SqlConnection c, Schedule schedule, Instant now) {
    return ClaimRows.pause(c, schedule, null, now)
        .map(changed -> changed ? List.of(event(schedule, "search.resumed", Map.of())) : List.of());
  }

  /** An event about a schedule. */
  static EventDraft event(Schedule schedule, String type, Map<String, ?> more) {
    Map<String, Object> data = new java.util.HashMap<>(more);
    data.put("schedule_id", schedule.id());
    data.put("schedule_name", schedule.rules().name());
    return new EventDraft(schedule.ownerId(), schedule.rules().instanceId(), type, data);
  }
}
