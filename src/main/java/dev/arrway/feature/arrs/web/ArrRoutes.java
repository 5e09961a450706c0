package dev.arrway.feature.arrs.web;

import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.feature.arrs.OverallQueries;
import dev.arrway.feature.instances.web.StatusJson;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.ReadPage;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/** Routes that read from one Radarr or Sonarr instance. */
public final class ArrRoutes implements Routes {
  private final ArrQueries queries;

  /** Creates routes over the instances. */
  public ArrRoutes(ArrQueries queries) {
    this.queries = queries;
  }

  public static CallContext asker(Call call) {
    return CallContext.user(call.user().userId(), call.traceId());
  }

  private static long instanceId(Call call) {
    return call.id("instance_id");
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("getInstanceStatus", this::status)
        .on("getInstanceHealth", this::health)
        .on("getInstanceDiskSpace", this::diskSpace)
        .on("getInstanceRootFolders", this::rootFolders)
        .on("getInstanceTags", this::tags)
        .on("getInstanceIndexers", this::indexers)
        .on("getInstanceQueue", this::queue)
        .on("getInstanceHistory", this::history)
        .on("lookup", this::lookup)
        .on("getWantedMissing", call -> wanted(call, WantedKind.MISSING))
        .on("getWantedCutoff", call -> wanted(call, WantedKind.CUTOFF));
  }

  private Future<Answer> status(Call call) {
    return queries
        .ask(asker(call), instanceId(call), new ArrCommand.GetStatus())
        .map(reply -> new Answer(200, StatusJson.of(reply.status())));
  }

  private Future<Answer> health(Call call) {
    return queries
        .ask(asker(call), instanceId(call), new ArrCommand.GetHealth())
        .map(
            reply ->
                cut(
                    call,
                    reply.skipped(),
                    reply.issues().stream()
                        .map(ArrViews.HealthView::of)
                        .sorted(Comparator.comparing(ArrViews.HealthView::rank))));
  }

  private Future<Answer> diskSpace(Call call) {
    return queries
        .instance(asker(call), instanceId(call))
        .compose(
            instance ->
                queries
                    .ask(asker(call), instance.id(), new ArrCommand.GetDiskSpace())
                    .map(
                        reply ->
                            cut(
                                call,
                                reply.skipped(),
                                OverallQueries.mounts(instance, reply.disks()).stream()
                                    .map(ArrViews.DiskView::of)
                                    .sorted(Comparator.comparing(ArrViews.DiskView::path)))));
  }

  private Future<Answer> rootFolders(Call call) {
    return queries
        .ask(asker(call), instanceId(call), new ArrCommand.GetRootFolders())
        .map(
            reply ->
                cut(
                    call,
                    reply.skipped(),
                    reply.folders().stream()
                        .map(ArrViews.FolderView::of)
                        .sorted(Comparator.comparing(ArrViews.FolderView::path))));
  }

  private Future<Answer> tags(Call call) {
    return queries
        .ask(asker(call), instanceId(call), new ArrCommand.GetTags())
        .map(
            reply ->
                cut(
                    call,
                    reply.skipped(),
                    reply.tags().stream().sorted(Comparator.comparing(ArrTag::label))));
  }

  private Future<Answer> indexers(Call call) {
    return queries
        .ask(asker(call), instanceId(call), new ArrCommand.GetIndexers())
        .map(
            reply ->
                cut(
                    call,
                    reply.skipped(),
                    reply.indexers().stream()
                        .map(ArrViews.IndexerView::of)
                        .sorted(Comparator.comparing(ArrViews.IndexerView::name))));
  }

  private Future<Answer> queue(Call call) {
    return slice(
        call,
        queries
            .ask(
                asker(call), instanceId(call), new ArrCommand.GetQueue(call.offset(), call.limit()))
            .map(ArrReply.Queue::slice),
        ItemViews.QueueView::of);
  }

  private Future<Answer> history(Call call) {
    return slice(
        call,
        queries
            .ask(
                asker(call),
                instanceId(call),
                new ArrCommand.GetHistory(
                    call.offset(), call.limit(), call.instant("since").orElse(null)))
            .map(ArrReply.History::slice),
        ItemViews.HistoryView::of);
  }

  private Future<Answer> lookup(Call call) {
    String term = call.text("term").orElse("");
    return queries
        .kind(asker(call), instanceId(call))
        .compose(
            kind ->
                queries
                    .ask(asker(call), instanceId(call), new ArrCommand.Lookup(term))
                    .map(
                        reply ->
                            cut(
                                call,
                                reply.skipped(),
                                reply.items().stream()
                                    .map(item -> ArrViews.LookupView.of(kind, item)))));
  }

  private Future<Answer> wanted(Call call, WantedKind kind) {
    Boolean monitored = call.flag("monitored").orElse(null);
    if (call.flag("all").orElse(false)) {
      return all(call, queries.allWanted(asker(call), instanceId(call), kind, monitored));
    }
    return slice(
        call,
        queries.wanted(asker(call), instanceId(call), kind, monitored, call.offset(), call.limit()),
        ItemViews.WantedView::of);
  }

  /** Returns all items as one page, whose limit is their number. */
  private Future<Answer> all(Call call, Future<Slice<WantedItem>> wanted) {
    return queries
        .instance(asker(call), instanceId(call))
        .compose(
            instance ->
                wanted.map(
                    slice ->
                        Answer.ok(
                            new ReadPage<>(
                                shown(instance, slice, ItemViews.WantedView::of),
                                slice.items().size(),
                                slice.items().size(),
                                0,
                                slice.skipped()))));
  }

  private <T, V> Future<Answer> slice(
      Call call, Future<Slice<T>> read, BiFunction<Instance, T, V> view) {
    return queries
        .instance(asker(call), instanceId(call))
        .compose(
            instance ->
                read.map(
                    slice ->
                        Answer.ok(
                            new ReadPage<>(
                                shown(instance, slice, view),
                                slice.total(),
                                call.limit(),
                                call.offset(),
                                slice.skipped()))));
  }

  private static <T, V> List<V> shown(
      Instance instance, Slice<T> slice, BiFunction<Instance, T, V> view) {
    Function<T, V> one = item -> view.apply(instance, item);
    return slice.items().stream().map(one).toList();
  }

  /** Returns a page of a complete list. */
  private static <T> Answer cut(Call call, int skipped, Stream<T> all) {
    List<T> items = all.toList();
    int from = Math.min(call.offset(), items.size());
    int to = (int) Math.min((long) from + call.limit(), items.size());
    return Answer.ok(
        new ReadPage<>(
            items.subList(from, to), items.size(), call.limit(), call.offset(), skipped));
  }
}
