package dev.arrway.app;

import dev.arrway.feature.imports.Imports;
import dev.arrway.feature.missing.MissingPruning;
import dev.arrway.platform.config.RetentionConfig;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pruning of all features' tables, one feature after another, so that it takes little. */
final class RowPruning {
  private static final Logger log = LoggerFactory.getLogger(RowPruning.class);

  /** Rows are pruned at every tenth run of the maintenance timer. */
  private static final int TURNS = 10;

  private final List<PrunedRows> all;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();

  RowPruning(List<PrunedRows> all) {
    this.all = List.copyOf(all);
  }

  /**
   * The rows of one feature that are deleted when they are too old or too many.
   *
   * @param what the rows, for the log
   * @param pruning deletes them; returns how many it deleted
   */
  record PrunedRows(String what, Supplier<Future<Integer>> pruning) {}

  /** Returns the pruning of all rows that have a configured retention. */
  static RowPruning of(
      CoreServices core, Wiring.Parts parts, Imports imports, RetentionConfig retention) {
    return new RowPruning(
        List.of(
            new PrunedRows(
                "audit", () -> core.audit().prune(retention.audit(), retention.auditEntries())),
            new PrunedRows("sessions", core.identity()::prune),
            new PrunedRows("outbox", () -> parts.outbox().prune(retention)),
            new PrunedRows("monitoring", () -> parts.monitoring().prune(retention)),
            new PrunedRows("webhooks", parts.news()::prune),
            new PrunedRows("downloads", () -> parts.downloads().prune(retention)),
            new PrunedRows("subscriptions", () -> parts.subscriptions().prune(retention)),
            new PrunedRows("timelines", () -> parts.timelines().prune(retention)),
            new PrunedRows("schedules", () -> parts.schedules().prune(retention)),
            new PrunedRows("imports", () -> imports.prune(retention)),
            new PrunedRows("drift", parts.drift()::prune),
            new PrunedRows(
                "missing items",
                () -> MissingPruning.prune(core.store().database(), Instant.now()))));
  }

  /** Prunes at the first of ten turns, unless an earlier run is still at it. */
  Future<Integer> runNowAndThen() {
    boolean due = turn.getAndIncrement() % TURNS == 0;
    if (!due || !running.compareAndSet(false, true)) {
      return Future.succeededFuture(0);
    }
    return run()
        .eventually(
            () -> {
              running.set(false);
              return Future.succeededFuture();
            });
  }

  /**
   * Prunes all tables; returns how many rows were deleted. A feature whose pruning fails is logged
   * and pruned again by the next run.
   */
  Future<Integer> run() {
    Future<Integer> done = Future.succeededFuture(0);
    for (PrunedRows rows : all) {
      done = done.compose(before -> pruned(rows).map(deleted -> before + deleted));
    }
    return done;
  }

  private static Future<Integer> pruned(PrunedRows rows) {
    return Future.succeededFuture()
        .compose(begun -> rows.pruning().get())
        .recover(
            cause -> {
              log.warn("old rows of {} were not deleted: {}", rows.what(), cause.getMessage());
              return Future.succeededFuture(0);
            });
  }
}
