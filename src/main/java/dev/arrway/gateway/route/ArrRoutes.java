package dev.arrway.gateway.route;

import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import dev.arrway.instance.Instance;
import dev.arrway.instance.InstanceDirectory;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.UpstreamKind;
import dev.arrway.wanted.Walk;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What one Radarr or Sonarr says. */
public final class ArrRoutes implements Routes {
  private static final long MARGIN_MS = 2_000;

  private final InstanceDirectory directory;
  private final Function<String, UpstreamKind> kinds;

  /**
   * On these instances.
   *
   * @param kinds what an instance type is for
   */
  public ArrRoutes(InstanceDirectory directory, Function<String, UpstreamKind> kinds) {
    this.directory = directory;
    this.kinds = kinds;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "getInstanceStatus",
            call ->
                ask(call, new ArrCommand.GetStatus())
                    .map(reply -> StatusJson.of(reply.status()))
                    .map(Answer::ok))
        .on(
            "getInstanceHealth",
            call ->
                ask(call, new ArrCommand.GetHealth())
                    .map(reply -> page(call, reply.issues(), ArrJson.Health::of)))
        .on(
            "getInstanceDiskSpace",
            call ->
                ask(call, new ArrCommand.GetDiskSpace())
                    .map(reply -> page(call, reply.disks(), it -> ArrJson.Disk.of(from(call), it))))
        .on(
            "getInstanceRootFolders",
            call ->
                ask(call, new ArrCommand.GetRootFolders())
                    .map(reply -> page(call, reply.folders(), ArrJson.Folder::of)))
        .on(
            "getInstanceTags",
            call ->
                ask(call, new ArrCommand.GetTags())
                    .map(reply -> page(call, reply.tags(), tag -> tag)))
        .on(
            "getInstanceIndexers",
            call ->
                ask(call, new ArrCommand.GetIndexers())
                    .map(reply -> page(call, reply.indexers(), ArrJson.Indexer::of)))
        .on(
            "getInstanceQueue",
            call ->
                ask(call, new ArrCommand.GetQueue(call.offset(), call.limit()))
                    .map(reply -> part(call, reply.slice(), ArrJson.Queued::of)))
        .on(
            "getInstanceHistory",
            call ->
                ask(
                        call,
                        new ArrCommand.GetHistory(
                            call.offset(), call.limit(), call.instant("since").orElse(null)))
                    .map(reply -> part(call, reply.slice(), ArrJson.Happened::of)))
        .on("lookup", this::lookup)
        .on("getWantedMissing", call -> wanted(call, WantedKind.MISSING))
        .on("getWantedCutoff", call -> wanted(call, WantedKind.CUTOFF));
  }

  private Future<Answer> lookup(Call call) {
    String type = kinds.apply(mine(call).type()) == UpstreamKind.MOVIES ? "movie" : "series";
    return ask(call, new ArrCommand.Lookup(call.text("term").orElse("")))
        .map(reply -> page(call, reply.items(), item -> ArrJson.Lookup.of(type, item)));
  }

  private Future<Answer> wanted(Call call, WantedKind kind) {
    Boolean monitored = call.flag("monitored").orElse(true);
    Walk.PageReader<dev.arrway.domain.arr.WantedItem> reader =
        (offset, limit) ->
            ask(call, new ArrCommand.GetWanted(kind, offset, limit, monitored, false))
                .map(reply -> reply.slice());
    if (call.flag("all").orElse(false)) {
      return Walk.upTo(Walk.MOST, reader)
          .map(
              all ->
                  Answer.ok(
                      new Page<>(
                          all.items().stream()
                              .map(it -> ArrJson.Wanted.of(from(call), it))
                              .toList(),
                          all.items().size(),
                          all.items().size(),
                          0)));
    }
    return reader
        .read(call.offset(), call.limit())
        .map(slice -> part(call, slice, ArrJson.Wanted::of));
  }

  private <R extends Reply> Future<R> ask(Call call, Command<R> command) {
    Instance instance = mine(call);
    Envelope envelope = call.envelope(instance.timeoutSeconds() * 1_000L + MARGIN_MS);
    return directory.ask(call.user().userId(), instance.id(), command, envelope);
  }

  private Instance mine(Call call) {
    return directory.mine(call.user().userId(), call.id("instance_id"));
  }

  private ArrJson.From from(Call call) {
    Instance instance = mine(call);
    return new ArrJson.From(instance.id(), instance.name());
  }

  /** A page of a list that the upstream gives as a whole. */
  private static <T> Answer page(Call call, List<T> all, Function<T, ?> json) {
    List<?> items = all.stream().skip(call.offset()).limit(call.limit()).map(json).toList();
    return Answer.ok(new Page<>(items, all.size(), call.limit(), call.offset()));
  }

  private <T> Answer part(Call call, Slice<T> slice, BiFunction<ArrJson.From, T, ?> json) {
    ArrJson.From from = from(call);
    List<?> items = slice.items().stream().map(item -> json.apply(from, item)).toList();
    return Answer.ok(new Page<>(items, slice.total(), call.limit(), call.offset()));
  }
}
