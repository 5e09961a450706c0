package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Block;
import dev.arrway.feature.schedules.plan.Conditions;
import dev.arrway.feature.schedules.plan.Planner;
import dev.arrway.feature.schedules.plan.QueueLoad;
import dev.arrway.feature.schedules.plan.SearchPolicy;
import dev.arrway.platform.bus.Failures;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does a run that was claimed: reads, plans, writes down what is searched, and has it sent. */
final class Runner {
  private static final Logger log = LoggerFactory.getLogger(Runner.class);

  /** After this the run has failed, before another may take its lease. */
  private static final long READING_MINUTES = ClaimRows.LEASE.toMinutes() - 1;

  private final ScheduleParts parts;
  private final Decisions decisions;

  Runner(ScheduleParts parts) {
    this.parts = parts;
    this.decisions = new Decisions(parts);
  }

  /** Ends when the run has decided; a run that fails says so in its row. */
  Future<Void> run(Claim claim) {
    return attempt(claim)
        .timeout(READING_MINUTES, TimeUnit.MINUTES)
        .recover(
            cause -> {
              log.atInfo()
                  .addKeyValue("schedule", claim.schedule().id())
                  .addKeyValue("instance", claim.schedule().rules().instanceId())
                  .addKeyValue("run", claim.runId())
                  .log("a search run failed: {}", cause.getMessage());
              return decisions.failed(claim, Failures.of(cause));
            });
  }

  private Future<Void> attempt(Claim claim) {
    Schedule schedule = claim.schedule();
    Instant now = parts.clock().instant();
    Conditions conditions = new Conditions(!claim.scheduled(), instanceTrouble(claim), 0, Map.of());
    Block early = Planner.blocked(schedule.rules().policy(), now, QueueLoad.EMPTY, conditions);
    if (early != null) {
      return decisions.blocked(claim, early);
    }
    InstanceReader reader =
        new InstanceReader(parts.servers(), schedule, claim.traceId(), !claim.scheduled());
    return reader
        .indexers()
        .compose(
            indexers ->
                indexers.trouble() == null
                    ? search(claim, reader, indexers)
                    : decisions.blocked(claim, indexers.trouble()));
  }

  private @Nullable Block instanceTrouble(Claim claim) {
    long instance = claim.schedule().rules().instanceId();
    if (!parts.servers().enabled(instance)) {
      return Block.INSTANCE_DISABLED;
    }
    boolean may = !claim.scheduled() || parts.servers().mayRunScheduled(instance);
    return may ? null : Block.INSTANCE_UNHEALTHY;
  }

  private Future<Void> search(
      Claim claim, InstanceReader reader, InstanceReader.Indexers indexers) {
    SearchPolicy policy = claim.schedule().rules().policy();
    Conditions conditions = new Conditions(!claim.scheduled(), null, indexers.count(), Map.of());
    return reader
        .queue()
        .compose(
            queue -> {
              Block full = Planner.blocked(policy, parts.clock().instant(), queue, conditions);
              return full == null
                  ? reader
                      .candidates()
                      .compose(found -> decide(claim, reader, new Draft(queue, found, conditions)))
                  : decisions.blocked(claim, full);
            });
  }

  private Future<Void> decide(Claim claim, InstanceReader reader, Draft draft) {
    Schedule schedule = claim.schedule();
    return decisions
        .log(schedule)
        .compose(
            known ->
                draft.withSeasons(
                    schedule.rules().policy(), known, parts.clock().instant(), reader))
        .compose(complete -> decisions.decide(claim, complete));
  }
}
