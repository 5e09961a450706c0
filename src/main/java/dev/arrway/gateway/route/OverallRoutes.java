package dev.arrway.gateway.route;

import dev.arrway.domain.arr.DiskSpace;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Reply;
import dev.arrway.wanted.Merged;
import dev.arrway.wanted.PartFailure;
import dev.arrway.wanted.Together;
import io.vertx.core.Future;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;

/** What all of one's instances say together. */
public final class OverallRoutes implements Routes {
  private static final Comparator<WantedItem> BY_TITLE =
      Comparator.comparing((WantedItem item) -> item.title(), String.CASE_INSENSITIVE_ORDER)
          .thenComparing(item -> item.season() == null ? -1 : item.season())
          .thenComparing(item -> item.episode() == null ? -1 : item.episode())
          .thenComparing(WantedItem::id);

  private final Together together;

  /** With what asks all instances. */
  public OverallRoutes(Together together) {
    this.together = together;
  }

  private record OverallPage(
      List<?> items, long total, int limit, int offset, List<PartFailure> failures) {}

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("listWantedMissing", call -> wanted(call, WantedKind.MISSING))
        .on("listWantedCutoff", call -> wanted(call, WantedKind.CUTOFF))
        .on("listQueue", this::queue)
        .on("listHistory", this::history)
        .on("listDiskSpace", this::disks);
  }

  private Future<Answer> wanted(Call call, WantedKind kind) {
    Boolean monitored = call.flag("monitored").orElse(true);
    Together.Question<WantedItem, ArrReply.Wanted> question =
        new Together.Question<>(
            (offset, limit) -> new ArrCommand.GetWanted(kind, offset, limit, monitored, false),
            ArrReply.Wanted::slice,
            BY_TITLE);
    if (call.flag("all").orElse(false)) {
      return together
          .all(call.user().userId(), question, call.traceId())
          .map(
              merged ->
                  Answer.ok(
                      new OverallPage(
                          items(merged, ArrJson.Wanted::of),
                          merged.total(),
                          merged.items().size(),
                          0,
                          merged.failures())));
    }
    return page(call, question, ArrJson.Wanted::of);
  }

  private Future<Answer> queue(Call call) {
    return page(
        call,
        new Together.Question<QueueItem, ArrReply.Queue>(
            ArrCommand.GetQueue::new,
            ArrReply.Queue::slice,
            Comparator.comparing((QueueItem item) -> item.title(), String.CASE_INSENSITIVE_ORDER)
                .thenComparing(QueueItem::id)),
        ArrJson.Queued::of);
  }

  private Future<Answer> history(Call call) {
    return page(
        call,
        new Together.Question<HistoryItem, ArrReply.History>(
            (offset, limit) ->
                new ArrCommand.GetHistory(offset, limit, call.instant("since").orElse(null)),
            ArrReply.History::slice,
            Comparator.comparing(HistoryItem::occurredAt)
                .reversed()
                .thenComparing(HistoryItem::id)),
        ArrJson.Happened::of);
  }

  private Future<Answer> disks(Call call) {
    return page(
        call,
        new Together.Question<DiskSpace, ArrReply.Disks>(
            (offset, limit) -> new ArrCommand.GetDiskSpace(),
            reply -> new Slice<>(reply.disks(), reply.disks().size()),
            Comparator.comparing(DiskSpace::path)),
        ArrJson.Disk::of);
  }

  private <T, R extends Reply> Future<Answer> page(
      Call call, Together.Question<T, R> question, BiFunction<ArrJson.From, T, ?> json) {
    return together
        .page(call.user().userId(), question, call.offset(), call.limit(), call.traceId())
        .map(
            merged ->
                Answer.ok(
                    new OverallPage(
                        items(merged, json),
                        merged.total(),
                        call.limit(),
                        call.offset(),
                        merged.failures())));
  }

  private static <T> List<?> items(Merged<T> merged, BiFunction<ArrJson.From, T, ?> json) {
    return merged.items().stream()
        .map(
            part ->
                json.apply(new ArrJson.From(part.instanceId(), part.instanceName()), part.item()))
        .toList();
  }
}
