package dev.arrway.feature.imports;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.feature.arrs.AddDefaults.Place;
import dev.arrway.feature.imports.ItemRows.Flight;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.platform.event.EventDraft;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Takes an import on, one transaction a step: what became of what was asked is collected, what was
 * decided is written down together with the changes that it asks for, and the counts follow. A
 * process that has lost its lease changes nothing.
 */
final class Steps {
  private static final Duration BETWEEN_EVENTS = Duration.ofSeconds(1);

  private final ImportParts parts;
  private final UUID holder;

  Steps(ImportParts parts, UUID holder) {
    this.parts = parts;
    this.holder = holder;
  }

  /**
   * What a step writes down.
   *
   * @param block rows that were read, or null
   * @param decisions about rows that were pending
   * @param place where titles go, once it is known; or null
   * @param trouble why the instance cannot be asked now, or null
   * @param fatal why the import cannot go on, or null
   */
  record Input(
      ImportSource.@Nullable Block block,
      List<Decision> decisions,
      @Nullable Place place,
      @Nullable String trouble,
      @Nullable String fatal) {
    /** Only collects. */
    static final Input NONE = new Input(null, List.of(), null, null, null);

    static Input read(ImportSource.Block block) {
      return new Input(block, List.of(), null, null, null);
    }

    static Input decided(List<Decision> decisions, @Nullable String trouble) {
      return new Input(null, decisions, null, trouble, null);
    }

    static Input placed(Place place) {
      return new Input(null, List.of(), place, null, null);
    }

    static Input trouble(String why) {
      return new Input(null, List.of(), null, why, null);
    }

    static Input fatal(String why) {
      return new Input(null, List.of(), null, null, why);
    }
  }

  /** The state of an import after a step, and its status before. */
  record State(ImportJob job, Flight flight, ImportStatus before) {}

  /** Takes a step; empty when the import is not this process's any more. */
  Future<Optional<State>> step(long owner, long id, Input input) {
    return parts
        .database()
        .background()
        .asUser(
            owner,
            c ->
                JobRows.hold(c, id, holder)
                    .compose(
                        job ->
                            job.isEmpty()
                                ? Future.succeededFuture(Optional.<State>empty())
                                : step(c, job.get(), input).map(Optional::of)))
        .map(
            state -> {
              state.ifPresent(Steps::logNews);
              return state;
            });
  }

  private static void logNews(State state) {
    ImportStatus now = state.job().status();
    if (state.before() == ImportStatus.QUEUED) {
      Progress.log(state.job(), "import started");
    }
    if (state.before().active() && !now.active()) {
      Progress.log(state.job(), "import " + now.wireName());
    }
  }

  private Future<State> step(SqlConnection c, ImportJob job, Input input) {
    List<ImportOutcome> outcomes = new ArrayList<>();
    List<ImportItem> fresh = fresh(job, input.block());
    fresh.forEach(item -> outcomes.add(item.outcome()));
    ImportJob read = input.block() == null ? job : job.at(input.block().next());
    ImportJob placed = input.place() == null ? read : read.in(input.place());
    return ItemRows.collect(c, job.id())
        .compose(
            ended -> {
              outcomes.addAll(ended);
              return ItemRows.insert(c, job, fresh);
            })
        .compose(x -> decided(c, job, input.decisions(), outcomes))
        .compose(x -> ItemRows.flight(c, job.id()))
        .compose(
            flight -> {
              ImportCounts counts = job.counts().plus(fresh.size(), outcomes);
              return failed(c, placed, counts, input)
                  .compose(rest -> saved(c, placed, rest, input, flight));
            });
  }

  private static List<ImportItem> fresh(ImportJob job, ImportSource.@Nullable Block block) {
    return block == null || !job.status().active()
        ? List.of()
        : Candidates.items(block.rows(), job.counts().total());
  }

  /** Nothing is begun for an import that its owner has ended meanwhile. */
  private Future<Void> decided(
      SqlConnection c, ImportJob job, List<Decision> decisions, List<ImportOutcome> outcomes) {
    if (!job.status().active() || decisions.isEmpty()) {
      return Future.succeededFuture();
    }
    List<ImportItem> items = new ArrayList<>();
    List<Decision.Add> adds = new ArrayList<>();
    for (Decision decision : decisions) {
      if (decision instanceof Decision.Ended ended) {
        items.add(ended.item());
        outcomes.add(ended.item().outcome());
      } else if (decision instanceof Decision.Add add) {
        adds.add(add);
      }
    }
    List<NewChange> changes = adds.stream().map(add -> change(job, add.title())).toList();
    Future<List<OutboxEntry>> asked =
        changes.isEmpty() ? Future.succeededFuture(List.of()) : parts.outbox().addAll(c, changes);
    return asked.compose(
        entries -> {
          for (int i = 0; i < entries.size(); i++) {
            items.add(adds.get(i).item().asked(entries.get(i).id()));
          }
          return ItemRows.save(c, job, items);
        });
  }

  private static NewChange change(ImportJob job, NewTitle title) {
    return new NewChange(
        job.ownerId(),
        job.instanceId(),
        new ArrCommand.AddTitle(title, false),
        job.traceId(),
        job.correlationId(),
        null);
  }

  /** Rows of an import that cannot go on are never sent. */
  private static Future<ImportCounts> failed(
      SqlConnection c, ImportJob job, ImportCounts counts, Input input) {
    if (input.fatal() == null || !job.status().active()) {
      return Future.succeededFuture(counts);
    }
    return ItemRows.cancelPending(c, job.id()).map(counts::plusCancelled);
  }

  private Future<State> saved(
      SqlConnection c, ImportJob job, ImportCounts counts, Input input, Flight flight) {
    ImportStatus status = status(job, counts, input, flight);
    boolean ended = !status.active() && flight.asked() == 0;
    ImportJob next = job.with(status, error(job, status, input, flight), counts, ended);
    List<EventDraft> events = events(job, next);
    boolean told = !events.isEmpty();
    return JobRows.save(c, next, told)
        .compose(x -> told ? parts.events().append(c, events) : Future.succeededFuture())
        .map(x -> new State(next, flight, job.status()));
  }

  private static ImportStatus status(
      ImportJob job, ImportCounts counts, Input input, Flight flight) {
    if (!job.status().active()) {
      return job.status();
    }
    if (input.fatal() != null) {
      return ImportStatus.FAILED;
    }
    if (job.position() == null && counts.open() == 0) {
      return ImportStatus.COMPLETED;
    }
    boolean still = flight.stands() && counts.equals(job.counts());
    return input.trouble() != null || still ? ImportStatus.WAITING : ImportStatus.RUNNING;
  }

  private static @Nullable String error(
      ImportJob job, ImportStatus status, Input input, Flight flight) {
    return switch (status) {
      case FAILED -> input.fatal() == null ? job.error() : input.fatal();
      case WAITING -> input.trouble() == null ? flight.error() : input.trouble();
      default -> null;
    };
  }

  private static List<EventDraft> events(ImportJob before, ImportJob now) {
    List<EventDraft> events = new ArrayList<>();
    if (before.status() == ImportStatus.QUEUED) {
      events.add(Progress.event(now, "started"));
    }
    if (now.status() != before.status() && !now.status().active()) {
      events.add(Progress.event(now, now.status().wireName()));
    } else if (now.status().active() && due(before, now) && events.isEmpty()) {
      events.add(Progress.event(now, "progress"));
    }
    return events;
  }

  private static boolean due(ImportJob before, ImportJob now) {
    Instant told = before.toldAt();
    boolean news = !before.counts().equals(now.counts()) || before.status() != now.status();
    return news && (told == null || told.plus(BETWEEN_EVENTS).isBefore(Instant.now()));
  }
}
