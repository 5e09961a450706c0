package dev.arrway.feature.arrs.web;

import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.arrs.Mount;
import dev.arrway.feature.arrs.OverallQueries;
import dev.arrway.feature.arrs.Volumes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.PartFailure;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Overall;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;

/** Routes that read from all of the caller's instances and combine the results. */
public final class OverallRoutes implements Routes {
  private final OverallQueries queries;

  /** Creates routes over the instances. */
  public OverallRoutes(OverallQueries queries) {
    this.queries = queries;
  }

  /** A page of combined results of several instances; some of the instances may have failed. */
  public record OverallPage<T>(
      List<T> items, long total, int limit, int offset, int skipped, List<PartFailure> failures) {}

  /** A page of mounts, with the totals of the volumes behind all of them. */
  record DiskPage(
      List<ArrViews.DiskView> items,
      long total,
      int limit,
      int offset,
      int skipped,
      Volumes volumes,
      List<PartFailure> failures) {}

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listQueue", this::queue)
        .on("listHistory", this::history)
        .on("listDiskSpace", this::diskSpace)
        .on("listWantedMissing", call -> wanted(call, WantedKind.MISSING))
        .on("listWantedCutoff", call -> wanted(call, WantedKind.CUTOFF));
  }

  private Future<Answer> queue(Call call) {
    return queries
        .queue(ArrRoutes.asker(call), call.offset(), call.limit())
        .map(overall -> page(call, overall, ItemViews.QueueView::of));
  }

  private Future<Answer> history(Call call) {
    return queries
        .history(
            ArrRoutes.asker(call), call.instant("since").orElse(null), call.offset(), call.limit())
        .map(overall -> page(call, overall, ItemViews.HistoryView::of));
  }

  private Future<Answer> diskSpace(Call call) {
    return queries
        .diskSpace(ArrRoutes.asker(call), call.offset(), call.limit())
        .map(
            disks -> {
              Overall<Mount> overall = disks.mounts();
              return Answer.ok(
                  new DiskPage(
                      overall.items().stream().map(p -> ArrViews.DiskView.of(p.item())).toList(),
                      overall.total(),
                      call.limit(),
                      call.offset(),
                      overall.skipped(),
                      disks.volumes(),
                      overall.failures()));
            });
  }

  private Future<Answer> wanted(Call call, WantedKind kind) {
    return queries
        .wanted(
            ArrRoutes.asker(call),
            kind,
            call.flag("monitored").orElse(null),
            call.offset(),
            call.limit())
        .map(overall -> page(call, overall, ItemViews.WantedView::of));
  }

  private static <T, V> Answer page(
      Call call, Overall<T> overall, BiFunction<Instance, T, V> view) {
    List<V> items = overall.items().stream().map(p -> view.apply(p.instance(), p.item())).toList();
    return Answer.ok(
        new OverallPage<>(
            items,
            overall.total(),
            call.limit(),
            call.offset(),
            overall.skipped(),
            overall.failures()));
  }
}
