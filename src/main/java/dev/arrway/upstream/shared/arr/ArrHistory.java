package dev.arrway.upstream.shared.arr;

import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.upstream.Ask;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** History from a point in time on, which the servers send whole and without an order. */
public final class ArrHistory {
  private static final Comparator<HistoryItem> NEWEST_FIRST =
      Comparator.comparing(HistoryItem::occurredAt).thenComparing(HistoryItem::id).reversed();

  private ArrHistory() {}

  /**
   * Everything at or after {@code since}, newest first.
   *
   * @param listing the paged list of the same rows
   */
  public static <W> Future<List<HistoryItem>> since(
      ArrApi api, Listing<W, HistoryItem> listing, Instant since, Ask ask) {
    List<HistoryItem> kept = new ArrayList<>();
    return api.stream(
            // A second early, since some builds leave out the exact moment.
            api.get("history.since", "/history/since", ask).query("date", since.minusSeconds(1)),
            listing.row(),
            listing.map(),
            batch -> {
              batch.stream().filter(item -> !item.occurredAt().isBefore(since)).forEach(kept::add);
              return Future.succeededFuture();
            })
        .map(
            count -> {
              kept.sort(NEWEST_FIRST);
              return List.copyOf(kept);
            });
  }

  /** A part of a list that is there whole. */
  public static Slice<HistoryItem> part(
      List<HistoryItem> items, int skipped, int offset, int limit) {
    int from = Math.min(offset, items.size());
    return new Slice<>(
        items.subList(from, (int) Math.min((long) from + limit, items.size())),
        items.size(),
        skipped);
  }
}
