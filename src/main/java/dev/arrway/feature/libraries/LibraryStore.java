package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.kind.arr.LibrarySink;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces snapshots. What an upstream sends goes block by block into staging; only when it is
 * whole does one transaction compare it with the snapshot, and change what differs. Until then, and
 * whatever goes wrong, the last snapshot stays: unreachable never means deleted.
 *
 * <p>A valid but empty answer, where the snapshot holds items, is believed only when the next
 * refresh finds the same: a server that has lost its database answers so, too.
 */
public final class LibraryStore implements LibrarySink {
  private static final Logger log = LoggerFactory.getLogger(LibraryStore.class);

  private final Database database;
  private final EventLog events;
  private final Bus bus;
  private final Snapshots snapshots;
  private final Function<String, LibraryKind> kinds;
  private final Clock clock;
  private final int mostTitles;

  LibraryStore(LibraryParts parts, Snapshots snapshots) {
    this.database = parts.database().background();
    this.events = parts.events();
    this.bus = parts.bus();
    this.snapshots = snapshots;
    this.kinds = parts::kind;
    this.clock = parts.clock();
    this.mostTitles = parts.mostTitles();
  }

  @Override
  public Future<SyncCounts> replace(
      InstanceSpec instance,
      Function<Function<List<LibraryItem>, Future<Void>>, Future<Long>> fill,
      SkippedRows skipped) {
    Run run = new Run(instance, skipped);
    return begin(run)
        .compose(begun -> fill.apply(batch -> stage(run, batch)))
        .compose(count -> complete(run, count))
        .compose(whole -> database.asSystem(c -> swap(c, run)))
        .compose(outcome -> announce(run, outcome))
        .recover(cause -> failed(run, foreseen(cause)));
  }

  /** Drops what refreshes that ended with their process have left. */
  Future<Integer> dropLeftovers() {
    return database.asSystem(StagingRows::dropOld);
  }

  private Future<Void> begin(Run run) {
    return database.asSystem(
        c ->
            SnapshotRows.attempt(c, run.instance.id(), clock.instant())
                .compose(known -> StagingRows.drop(c, run.instance.id())));
  }

  private Future<Void> stage(Run run, List<LibraryItem> batch) {
    if (batch.isEmpty()) {
      return Future.succeededFuture();
    }
    run.received += batch.size();
    if (run.received > mostTitles) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.UPSTREAM_TOO_LARGE,
              "The library has more than "
                  + mostTitles
                  + " titles. An administrator can raise limits.library_titles."));
    }
    Future<Void> done =
        database
            .asSystem(c -> StagingRows.add(c, run.id, run.instance.id(), batch))
            .map(
                added -> {
                  run.staged += added;
                  return null;
                });
    run.writing = done;
    return done;
  }

  private static Future<Void> complete(Run run, long count) {
    return count == run.received
        ? Future.succeededFuture()
        : Future.failedFuture(
            FailureException.of(
                FailureCode.UPSTREAM_TRUNCATED, "The library did not arrive whole."));
  }

  private Future<Outcome> swap(SqlConnection c, Run run) {
    long id = run.instance.id();
    return SnapshotRows.lock(c, id)
        .compose(
            before -> {
              if (run.staged == 0 && before.items() > 0 && before.emptyAnswers() == 0) {
                return SnapshotRows.failed(c, id, doubted(), true).map(Outcome.DOUBTED);
              }
              return StagingRows.count(c, run.id)
                  .compose(there -> unchanged(run, there))
                  .compose(whole -> replace(c, run));
            });
  }

  /** Whoever takes an instance over drops what its predecessor has staged. */
  private static Future<Void> unchanged(Run run, int there) {
    return there == run.staged
        ? Future.succeededFuture()
        : Future.failedFuture(
            FailureException.of(
                FailureCode.BUSY, "Another refresh of this library has taken over."));
  }

  private Future<Outcome> replace(SqlConnection c, Run run) {
    InstanceSpec i = run.instance;
    String kind = kinds.apply(i.type()).wireName();
    return StagingRows.swap(
            c,
            new StagingRows.SnapshotSwap(run.id, i.id(), i.ownerId(), kind, run.staged),
            run.skipped)
        .map(counts -> new Replaced(counts, run.elapsedMs()))
        .compose(
            done ->
                SnapshotRows.succeeded(c, i.id(), clock.instant(), done)
                    .compose(noted -> StagingRows.drop(c, run.id))
                    .compose(dropped -> events.append(c, synced(i, done)))
                    .map(new Outcome(done)));
  }

  private static EventDraft synced(InstanceSpec instance, Replaced done) {
    SyncCounts counts = done.counts();
    return new EventDraft(
        instance.ownerId(),
        instance.id(),
        "library.synced",
        Map.of(
            "fetched", counts.fetched(),
            "added", counts.added(),
            "updated", counts.updated(),
            "removed", counts.removed(),
            "skipped", counts.skipped(),
            "duration_ms", done.durationMs()));
  }

  private Future<SyncCounts> announce(Run run, Outcome outcome) {
    Replaced done = outcome.replaced;
    if (done == null) {
      return Future.failedFuture(doubted().asException());
    }
    boolean first = !snapshots.find(run.instance.id()).map(Snapshot::present).orElse(false);
    return snapshots
        .reload(run.instance.id())
        .map(
            current -> {
              if (first || done.changed()) {
                bus.publish(new Notice.LibraryChanged(run.instance.ownerId(), run.instance.id()));
              }
              return done.counts();
            });
  }

  private <T> Future<T> failed(Run run, FailureException cause) {
    // A read may fail while its last block is on its way into staging.
    return run.writing
        .transform(written -> database.asSystem(c -> note(c, run, cause)))
        .compose(kept -> snapshots.reload(run.instance.id()))
        .transform(
            kept -> {
              if (kept.failed()) {
                log.atWarn()
                    .addKeyValue("instance", run.instance.id())
                    .log("a failed refresh could not be noted: {}", kept.cause().getMessage());
              }
              return Future.failedFuture(cause);
            });
  }

  private static Future<Void> note(SqlConnection c, Run run, FailureException cause) {
    Future<Void> noted =
        run.doubted(cause)
            ? Future.succeededFuture()
            : SnapshotRows.failed(c, run.instance.id(), cause.failure(), false);
    return noted.compose(kept -> StagingRows.drop(c, run.id));
  }

  private static FailureException foreseen(Throwable cause) {
    if (cause instanceof FailureException known) {
      return known;
    }
    return cause instanceof StoreUnavailable
        ? new FailureException(
            Failure.of(FailureCode.STORE_UNAVAILABLE, "The database does not answer."), cause)
        : new FailureException(Failures.of(cause), cause);
  }

  private static Failure doubted() {
    return Failure.of(
        FailureCode.UPSTREAM_UNEXPECTED,
        "The instance says that its library is empty. The last snapshot stays until the next"
            + " refresh finds the same.");
  }

  /** What a swap came to; nothing was replaced when the answer is doubted. */
  private record Outcome(@org.jspecify.annotations.Nullable Replaced replaced) {
    static final Outcome DOUBTED = new Outcome(null);
  }

  /** One refresh; used from the actor's context and from the connections that it waits for. */
  private static final class Run {
    private final InstanceSpec instance;
    private final SkippedRows skipped;
    private final UUID id = UUID.randomUUID();
    private final long begun = System.nanoTime();
    private volatile int received;
    private volatile int staged;
    private volatile Future<Void> writing = Future.succeededFuture();

    Run(InstanceSpec instance, SkippedRows skipped) {
      this.instance = instance;
      this.skipped = skipped;
    }

    long elapsedMs() {
      return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    boolean doubted(FailureException cause) {
      return received == 0 && cause.failure().equals(LibraryStore.doubted());
    }
  }
}
