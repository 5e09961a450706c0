package dev.arrway.feature.webhooks;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.feature.webhooks.CursorRows.Cursor;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads what was added to an instance's history since the last time, oldest first. The position
 * moves in the transaction that writes the events, so that none is written twice or left out
 * whenever the process ends. The first poll only determines the position to begin from.
 */
final class HistoryPoll {
  /** The number of rows in one request. */
  private static final int PART = 500;

  /** The number of newest rows requested to find the start of a new cursor. */
  private static final int NEWEST = 20;

  /** The number of rows processed in one transaction. */
  private static final int BLOCK = 50;

  private static final Instant BEFORE_ALL = Instant.parse("2000-01-01T00:00:00Z");
  private static final Comparator<HistoryItem> OLDEST_FIRST =
      Comparator.comparing(HistoryItem::occurredAt).thenComparing(HistoryItem::id);

  private final NewsParts parts;
  private final NewsDesk desk;
  private final LongConsumer touched;

  HistoryPoll(NewsParts parts, NewsDesk desk, LongConsumer touched) {
    this.parts = parts;
    this.desk = desk;
    this.touched = touched;
  }

  /** Reads what is new. */
  Future<Void> poll(Instance instance) {
    return parts
        .database()
        .background()
        .asSystem(c -> CursorRows.find(c, instance.id()))
        .compose(
            cursor ->
                cursor.isPresent()
                    ? read(instance, cursor.get())
                    : ask(instance, 0, NEWEST, null).compose(newest -> begin(instance, newest)));
  }

  private Future<Void> begin(Instance instance, Slice<HistoryItem> newest) {
    if (newest.items().isEmpty() && newest.skipped() > 0) {
      // If it counted as empty, all older rows would be reported as new events later.
      return Future.failedFuture(
          FailureException.of(
              FailureCode.UPSTREAM_UNEXPECTED, "The newest rows of the history cannot be read."));
    }
    Cursor cursor =
        newest.items().stream()
            .findFirst()
            .map(item -> new Cursor(item.occurredAt(), item.id()))
            .orElse(new Cursor(BEFORE_ALL, 0));
    return parts
        .database()
        .background()
        .asSystem(c -> CursorRows.begin(c, instance, cursor, parts.clock().instant()));
  }

  private Future<Slice<HistoryItem>> ask(
      Instance instance, int offset, int limit, @Nullable Instant since) {
    return parts
        .instances()
        .ask(
            CallContext.background(instance.ownerId(), "news-" + instance.id()),
            instance.id(),
            new ArrCommand.GetHistory(offset, limit, since))
        .map(ArrReply.History::slice);
  }

  /**
   * Processes new rows, oldest first. The list is sorted newest first, so the last page of a long
   * list is processed first; then the list is requested again.
   */
  private Future<Void> read(Instance instance, Cursor cursor) {
    return ask(instance, 0, PART, cursor.at())
        .compose(
            newest -> {
              int total = (int) Math.min(newest.total(), Integer.MAX_VALUE);
              return total <= PART
                  ? process(instance, cursor, newRows(newest, cursor), 0).mapEmpty()
                  : ask(instance, total - PART, PART, cursor.at())
                      .compose(oldest -> process(instance, cursor, newRows(oldest, cursor), 0))
                      .compose(
                          moved ->
                              moved.equals(cursor)
                                  ? Future.succeededFuture()
                                  : read(instance, moved));
            });
  }

  /**
   * Returns the rows after the cursor. Ids and dates are compared: a server whose database was
   * restored may assign ids again, but its dates continue.
   */
  private static List<HistoryItem> newRows(Slice<HistoryItem> rows, Cursor cursor) {
    return rows.items().stream()
        .filter(row -> row.id() > cursor.lastId() || row.occurredAt().isAfter(cursor.at()))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private Future<Cursor> process(
      Instance instance, Cursor cursor, List<HistoryItem> rows, int from) {
    List<HistoryItem> block = rows.subList(from, Math.min(rows.size(), from + BLOCK));
    Cursor next = after(cursor, block);
    return parts
        .database()
        .background()
        .asSystem(c -> process(c, instance, cursor, next, block))
        .compose(result -> after(instance, result))
        .compose(
            done ->
                from + BLOCK < rows.size()
                    ? process(instance, next, rows, from + BLOCK)
                    : Future.succeededFuture(next));
  }

  private static Cursor after(Cursor cursor, List<HistoryItem> block) {
    if (block.isEmpty()) {
      return cursor;
    }
    HistoryItem last = block.get(block.size() - 1);
    long newest = block.stream().mapToLong(HistoryItem::id).max().orElse(cursor.lastId());
    boolean anew = last.id() < cursor.lastId() && last.occurredAt().isAfter(cursor.at());
    return new Cursor(last.occurredAt(), anew ? newest : Math.max(newest, cursor.lastId()));
  }

  /** The events of one block of rows, and which parts of the library they affect. */
  private static final class BlockResult {
    private final List<EventDraft> events = new ArrayList<>();
    private boolean touched;
    private boolean changed;
  }

  private Future<BlockResult> process(
      SqlConnection c, Instance instance, Cursor from, Cursor to, List<HistoryItem> block) {
    Future<BlockResult> result =
        CursorRows.move(c, instance.id(), from, to, parts.clock().instant())
            .compose(
                moved ->
                    moved
                        ? Future.succeededFuture(new BlockResult())
                        : Future.failedFuture(
                            FailureException.of(
                                FailureCode.BUSY, "Another node reads this history.")));
    for (HistoryItem row : block) {
      result = result.compose(sofar -> take(c, instance, row, sofar));
    }
    return result.compose(all -> parts.events().append(c, all.events).map(all));
  }

  private Future<BlockResult> take(
      SqlConnection c, Instance instance, HistoryItem row, BlockResult sofar) {
    Optional<ArrNews> news = HistoryNews.of(row);
    return news.isEmpty()
        ? Future.succeededFuture(sofar)
        : desk.take(c, instance, news.get(), row.occurredAt(), "history")
            .map(
                outcome -> {
                  EventDraft event = outcome.event();
                  if (event != null) {
                    sofar.events.add(event);
                  }
                  sofar.touched |= outcome.touched();
                  sofar.changed |= outcome.changed();
                  return sofar;
                });
  }

  private Future<Void> after(Instance instance, BlockResult result) {
    if (result.touched) {
      touched.accept(instance.id());
    }
    return result.changed ? parts.library().changed(instance) : Future.succeededFuture();
  }
}
