package dev.arrway.feature.schedules;

import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after searches until it is known what they led to. */
final class Follower {
  private static final Logger log = LoggerFactory.getLogger(Follower.class);

  /** Rows of history an ask. */
  private static final int PART = 500;

  private static final int MOST = 5_000;

  private static final Set<String> ENDED =
      Set.of("completed", "failed", "aborted", "cancelled", "orphaned", "gone");

  private final ScheduleParts parts;

  Follower(ScheduleParts parts) {
    this.parts = parts;
  }

  /** Looks once at every run whose time has come. */
  Future<Void> look() {
    return parts
        .database()
        .background()
        .asSystem(c -> FollowRows.due(c, parts.clock().instant()))
        .compose(due -> Future.join(due.stream().map(this::lookAt).toList()).mapEmpty());
  }

  private Future<Void> lookAt(Followed run) {
    return read(run)
        .compose(found -> found.map(known -> lookAt(run, known)).orElseGet(Future::succeededFuture))
        .recover(
            cause -> {
              log.atInfo()
                  .addKeyValue("run", run.runId())
                  .addKeyValue("instance", run.instanceId())
                  .log("what searches led to is not known yet: {}", cause.getMessage());
              return Future.succeededFuture();
            });
  }

  private Future<Optional<Run>> read(Followed run) {
    return parts
        .database()
        .background()
        .asUser(run.ownerId(), c -> RunRows.find(c, run.ownerId(), run.runId()));
  }

  private Future<Void> lookAt(Followed run, Run known) {
    return commands(run, known.commands())
        .compose(
            commands ->
                history(run, commands).compose(history -> note(run, known, commands, history)));
  }

  private Future<List<Run.Command>> commands(Followed run, List<Run.Command> commands) {
    List<Future<Run.Command>> now = commands.stream().map(one -> command(run, one)).toList();
    return Future.join(now).map(done -> now.stream().map(Future::result).toList());
  }

  /** As the instance has it now; as it was when the instance does not say. */
  private Future<Run.Command> command(Followed run, Run.Command command) {
    if (command.ended()) {
      return Future.succeededFuture(command);
    }
    Long id = command.commandId();
    Future<Run.Command> now =
        id == null
            ? sent(run, command)
            : ask(run, new ArrCommand.GetCommand(id)).map(reply -> with(command, reply.command()));
    return now.otherwise(command);
  }

  private Future<Run.Command> sent(Followed run, Run.Command command) {
    Long id = command.outboxId();
    if (id == null) {
      return Future.succeededFuture(refused(command, "It was never sent."));
    }
    return parts
        .outbox()
        .find(run.ownerId(), id)
        .map(
            sent -> {
              if (sent.refused() != null) {
                return refused(command, sent.refused());
              }
              return sent.command() == null ? command : with(command, sent.command());
            });
  }

  private static Run.Command refused(Run.Command command, String why) {
    return new Run.Command(
        command.number(),
        command.kind(),
        command.items(),
        command.outboxId(),
        null,
        "refused",
        true,
        why,
        null,
        null);
  }

  private static Run.Command with(Run.Command command, CommandState state) {
    Instant queued = state.queuedAt();
    return new Run.Command(
        command.number(),
        command.kind(),
        command.items(),
        command.outboxId(),
        state.id(),
        state.status(),
        ENDED.contains(state.status()),
        state.message(),
        queued == null ? command.queuedAt() : queued,
        state.endedAt());
  }

  /** What happened since the instance took the first command; null when it does not say. */
  private Future<@Nullable List<HistoryItem>> history(Followed run, List<Run.Command> commands) {
    Instant since = Findings.since(commands);
    if (since == null) {
      return Future.succeededFuture(List.of());
    }
    return history(run, since, 0, new ArrayList<>()).recover(cause -> Future.succeededFuture(null));
  }

  private Future<@Nullable List<HistoryItem>> history(
      Followed run, Instant since, int offset, List<HistoryItem> found) {
    return ask(run, new ArrCommand.GetHistory(offset, PART, since))
        .compose(
            reply -> {
              found.addAll(reply.slice().items());
              int next = offset + PART;
              boolean last = next >= reply.slice().total() || next >= MOST;
              return last ? Future.succeededFuture(found) : history(run, since, next, found);
            });
  }

  private <R extends dev.arrway.protocol.Reply> Future<R> ask(Followed run, ArrCommand<R> command) {
    CallContext context =
        CallContext.background(run.ownerId(), "search-run-" + run.runId())
            .withPurpose(CallPurpose.SCHEDULED);
    return parts.servers().ask(context, run.instanceId(), command);
  }

  private Future<Void> note(
      Followed run, Run known, List<Run.Command> commands, @Nullable List<HistoryItem> history) {
    Instant now = parts.clock().instant();
    Findings findings = new Findings(commands, history == null ? List.of() : history);
    List<Run.Item> items = known.items().stream().map(findings::of).toList();
    Patience patience = new Patience(run, commands, items, history != null, now);
    List<Run.Item> last =
        patience.isOver()
            ? items.stream().map(item -> Findings.settled(item, patience.verdict())).toList()
            : items;
    List<Run.Item> changed = last.stream().filter(item -> !known.items().contains(item)).toList();
    return parts
        .database()
        .background()
        .asUser(
            run.ownerId(),
            c ->
                FollowRows.commands(c, run, commands)
                    .compose(done -> FollowRows.items(c, run, changed))
                    .compose(
                        done ->
                            patience.isOver()
                                ? end(c, run, last, now)
                                : FollowRows.again(
                                    c, run, patience.settledAt(), now.plus(patience.next()))));
  }

  private Future<Void> end(SqlConnection c, Followed run, List<Run.Item> items, Instant now) {
    Map<String, Long> outcomes =
        items.stream().collect(Collectors.groupingBy(Run.Item::outcome, Collectors.counting()));
    return FollowRows.end(c, run, now)
        .compose(
            ended ->
                ended
                    ? ScheduleRows.find(c, run.ownerId(), run.scheduleId(), now)
                        .compose(schedule -> completed(c, run, schedule.orElseThrow(), outcomes))
                    : Future.succeededFuture());
  }

  private Future<Void> completed(
      SqlConnection c, Followed run, Schedule schedule, Map<String, Long> outcomes) {
    EventDraft event =
        Decisions.event(
            schedule, "search.completed", Map.of("run_id", run.runId(), "outcomes", outcomes));
    return parts.events().append(c, event);
  }
}
