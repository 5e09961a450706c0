package dev.arrway.feature.drift;

import dev.arrway.domain.drift.Glob;
import dev.arrway.domain.drift.RevertPlan;
import dev.arrway.feature.outbox.IdempotencyKey;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Puts baselines back through the outbox: tags and folders first, then formats, then what names
 * them. While an instance is down the way is planned from what was last seen of it; every change
 * looks at what is there when it arrives.
 */
public final class DriftReverts {
  /** Failures that say nothing of the instance but that it cannot be asked now. */
  private static final Set<FailureCode> DOWN =
      Set.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.DEADLINE_EXCEEDED,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS,
          FailureCode.UPSTREAM_RESET,
          FailureCode.UPSTREAM_TRUNCATED,
          FailureCode.UPSTREAM_RATE_LIMITED,
          FailureCode.UPSTREAM_ERROR,
          FailureCode.BREAKER_OPEN,
          FailureCode.BUSY,
          FailureCode.ACTOR_UNAVAILABLE);

  private final DriftParts parts;
  private final StateReader reader;

  /** On these instances. */
  public DriftReverts(DriftParts parts) {
    this.parts = parts;
    this.reader = new StateReader(parts.directory(), parts.instances());
  }

  private record Now(SeenState state, Instant at, boolean stale) {}

  private record Against(DriftRows.Stored baseline, List<String> ignored) {}

  /** A way back with what it is planned from. */
  private record Planned(RevertPlan plan, DriftRevert answer) {}

  /**
   * Shows or begins the way back.
   *
   * @return fails with {@code not_found} when there is no such baseline, or as the instance does
   *     when it was never seen
   */
  public Future<DriftRevert> revert(
      long owner,
      long instanceId,
      DriftRevert.Request request,
      @Nullable IdempotencyKey key,
      String trace) {
    return reader
        .mine(owner, instanceId)
        .compose(mine -> now(owner, instanceId, trace))
        .compose(now -> planned(owner, instanceId, request, now))
        .compose(
            planned ->
                request.dryRun()
                    ? Future.succeededFuture(planned.answer())
                    : begun(owner, instanceId, planned, key, trace));
  }

  private Future<Now> now(long owner, long instanceId, String trace) {
    return reader
        .read(StateReader.waitedFor(owner, trace), instanceId)
        .map(state -> new Now(state, parts.clock().instant(), false))
        .recover(
            cause ->
                cause instanceof FailureException known && DOWN.contains(known.failure().code())
                    ? lastSeen(owner, instanceId, cause)
                    : Future.failedFuture(cause));
  }

  private Future<Now> lastSeen(long owner, long instanceId, Throwable cause) {
    return parts
        .database()
        .asUser(owner, c -> LookRows.last(c, owner, instanceId))
        .compose(
            seen ->
                seen.isEmpty()
                    ? Future.failedFuture(cause)
                    : parts
                        .offload()
                        .run(
                            owner,
                            () ->
                                new Now(
                                    SeenState.read(seen.get().state()), seen.get().at(), true)));
  }

  private Future<Planned> planned(
      long owner, long instanceId, DriftRevert.Request request, Now now) {
    return parts
        .database()
        .asUser(
            owner,
            c ->
                DriftRows.find(c, owner, instanceId, request.version())
                    .compose(
                        found ->
                            found.isEmpty()
                                ? Future.failedFuture(Failure.notFound("baseline").asException())
                                : DriftRows.ignored(c, owner, instanceId)
                                    .map(ignored -> new Against(found.get(), ignored))))
        .compose(
            against ->
                parts.offload().run(owner, () -> planned(instanceId, request, now, against)));
  }

  private static Planned planned(
      long instanceId, DriftRevert.Request request, Now now, Against against) {
    List<String> paths = request.paths();
    RevertPlan plan =
        RevertPlan.of(
            SeenState.read(against.baseline().state()).state(),
            now.state().state(),
            path -> paths == null ? !Glob.any(against.ignored(), path) : Glob.any(paths, path),
            request.deleteAdded());
    return new Planned(
        plan,
        new DriftRevert(
            instanceId,
            against.baseline().version(),
            request.dryRun(),
            now.stale(),
            now.at(),
            plan.steps().stream().map(step -> change(step, null)).toList(),
            plan.notReverted(),
            null,
            List.of()));
  }

  private static DriftRevert.Change change(RevertPlan.Step step, @Nullable Long outboxId) {
    return new DriftRevert.Change(step.object(), step.action().wireName(), step.undone(), outboxId);
  }

  private Future<DriftRevert> begun(
      long owner, long instanceId, Planned planned, @Nullable IdempotencyKey key, String trace) {
    String correlation = UUID.randomUUID().toString();
    List<NewChange> changes =
        planned.plan().steps().stream()
            .map(
                step ->
                    new NewChange(
                        owner, instanceId, asked(step), trace, correlation, null, step.stage()))
            .toList();
    return parts
        .database()
        .asUser(
            owner,
            c ->
                parts
                    .outbox()
                    .claim(c, owner, key, correlation)
                    .compose(
                        before ->
                            before.isPresent()
                                ? RevertRows.find(c, owner, before.get())
                                : added(c, owner, planned, changes, correlation)))
        .map(
            answer -> {
              parts.outbox().wake(instanceId);
              return answer;
            });
  }

  private static Change<?> asked(RevertPlan.Step step) {
    return step.action() == RevertPlan.Action.DELETE
        ? new ArrCommand.DeleteObject(step.kind(), Objects.requireNonNull(step.id(), "id"), false)
        : new ArrCommand.RestoreObject(
            step.kind(), step.id(), SeenState.write(step.document()), step.fields(), false);
  }

  private Future<DriftRevert> added(
      SqlConnection c, long owner, Planned planned, List<NewChange> changes, String correlation) {
    Future<List<OutboxEntry>> added =
        changes.isEmpty() ? Future.succeededFuture(List.of()) : parts.outbox().addAll(c, changes);
    return added.compose(
        entries -> {
          DriftRevert answer = answer(planned, entries, correlation);
          return RevertRows.insert(c, owner, answer, correlation).map(answer);
        });
  }

  private static DriftRevert answer(
      Planned planned, List<OutboxEntry> entries, String correlation) {
    List<RevertPlan.Step> steps = planned.plan().steps();
    List<DriftRevert.Change> changes = new ArrayList<>();
    for (int i = 0; i < steps.size(); i++) {
      changes.add(change(steps.get(i), entries.get(i).id()));
    }
    DriftRevert shown = planned.answer();
    return new DriftRevert(
        shown.instanceId(),
        shown.baseline(),
        false,
        shown.stale(),
        shown.seenAt(),
        changes,
        shown.notReverted(),
        correlation,
        entries.stream().map(OutboxEntry::id).toList());
  }
}
