package dev.arrway.app;

import dev.arrway.config.RetentionConfig;
import dev.arrway.imports.Imports;
import dev.arrway.missing.MissingPruning;
import dev.arrway.store.Database;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The pruning of all features' tables, one feature after another, so that it takes little. */
final class RowPruning {
  /** Rows are pruned at every tenth run of the maintenance timer. */
  private static final int TURNS = 10;

  private final List<Supplier<Future<Integer>>> features;
  private final AtomicInteger turn = new AtomicInteger();
  private final AtomicBoolean running = new AtomicBoolean();

  RowPruning(Database database, Wiring.Parts parts, Imports imports, RetentionConfig retention) {
    this.features =
        List.of(
            () -> parts.outbox().prune(retention),
            () -> parts.monitoring().prune(retention),
            parts.news()::prune,
            () -> parts.downloads().prune(retention),
            () -> parts.subscriptions().prune(retention),
            () -> parts.timelines().prune(retention),
            () -> parts.schedules().prune(retention),
            () -> imports.prune(retention),
            parts.drift()::prune,
            () -> MissingPruning.prune(database, Instant.now()));
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

  /** Prunes all tables; returns how many rows were deleted. */
  Future<Integer> run() {
    Future<Integer> all = Future.succeededFuture(0);
    for (Supplier<Future<Integer>> feature : features) {
      all = all.compose(before -> feature.get().map(deleted -> before + deleted));
    }
    return all;
  }
}
