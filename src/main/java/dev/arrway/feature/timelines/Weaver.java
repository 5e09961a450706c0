package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.Standing;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.StepKind;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Adds steps to timelines, in the caller's transaction. */
final class Weaver {
  private final TimelineParts parts;
  private final Finder finder;
  private final Watches watches;

  Weaver(TimelineParts parts, Watches watches) {
    this.parts = parts;
    this.finder = new Finder(parts);
    this.watches = watches;
  }

  /** Adds a step to the timeline that it belongs to, if there is one or it begins one. */
  Future<Void> take(SqlConnection c, long owner, Told told) {
    return finder
        .find(c, owner, told)
        .compose(
            found ->
                found.isPresent()
                    ? add(c, found.get(), told).mapEmpty()
                    : told.step().downloadId() != null && !told.title().known()
                        ? StepRows.keep(c, owner, told.step())
                        : Future.succeededFuture());
  }

  /** Adds a step that is known to belong to a timeline; whether it was new. */
  Future<Boolean> add(SqlConnection c, Timeline found, Step step) {
    return add(c, found, new Told(0, step, TitleKey.UNKNOWN, null, Set.of(), List.of()));
  }

  private Future<Boolean> add(SqlConnection c, Timeline found, Told told) {
    return TimelineRows.locked(c, found.ownerId(), found.id())
        .compose(
            locked ->
                locked.isPresent()
                    ? written(c, locked.get(), told)
                    : Future.succeededFuture(false));
  }

  private Future<Boolean> written(SqlConnection c, Timeline t, Told told) {
    return StepRows.of(c, t)
        .compose(
            known -> {
              Optional<Step> before = same(known, told.step());
              Step step = before.map(one -> one.merge(told.step())).orElse(told.step());
              List<Step> all = new ArrayList<>(known);
              before.ifPresent(all::remove);
              all.add(step);
              return StepRows.put(c, t, step)
                  .compose(put -> settle(c, t, told, all))
                  .compose(put -> follow(c, t, told, before.isEmpty()))
                  .map(before.isEmpty());
            });
  }

  private static Optional<Step> same(List<Step> known, Step step) {
    return known.stream().filter(one -> one.key().equals(step.key())).findFirst();
  }

  private Future<Void> settle(SqlConnection c, Timeline t, Told told, List<Step> all) {
    Standing standing =
        Standing.of(all)
            .orElseThrow(() -> new IllegalStateException("a timeline without any state"));
    return TimelineRows.update(c, t, told, standing, now());
  }

  /** What a step leads to. */
  private Future<Void> follow(SqlConnection c, Timeline t, Told told, boolean isNew) {
    Step step = told.step();
    if (!isNew) {
      return Future.succeededFuture();
    }
    if (step.kind() == StepKind.SCAN_REQUESTED) {
      return watches.hasten(c, t, now());
    }
    @Nullable String download = step.downloadId();
    Future<Void> linked =
        download != null && told.title().known()
            ? linked(c, t, download)
            : Future.succeededFuture();
    return step.kind().imports() ? linked.compose(done -> watches.arm(c, t, step, now())) : linked;
  }

  /** From now on the download is this title's, and so is what was told of it before. */
  private Future<Void> linked(SqlConnection c, Timeline t, String download) {
    return TimelineRows.link(c, t, download)
        .compose(linked -> StepRows.take(c, t.ownerId(), download))
        .compose(
            loose -> {
              Future<Void> all = Future.succeededFuture();
              for (Step step : loose) {
                all = all.compose(before -> add(c, t, step).mapEmpty());
              }
              return all;
            });
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
