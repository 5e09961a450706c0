package dev.arrway.webhook;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.Slice;
import dev.arrway.event.EventDraft;
import dev.arrway.instance.Instance;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.webhook.CursorRows.Cursor;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
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
  /** Rows that one ask brings. */
  private static final int PART = 500;

  /** Rows of which the newest that can be read is where a new cursor begins. */
  private static final int NEWEST = 20;

  /** Rows that are told in one transaction. */
  private static final int BLOCK = 50;

  private static final Duration MARGIN = Duration.ofSeconds(5);
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
      // An empty history would have everything that happened before told as news.
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
    Duration wait = Duration.ofSeconds(instance.timeoutSeconds()).plus(MARGIN);
    return parts
        .directory()
        .ask(
            instance.ownerId(),
            instance.id(),
            new ArrCommand.GetHistory(offset, limit, since),
            new Envelope(instance.ownerId(), "news-" + instance.id(), wait.toMillis(), false))
        .map(ArrReply.History::slice);
  }

  /**
   * The list comes newest first. Of a long one the last page is processed first; then the list is
   * requested again.
   */
  private Future<Void> read(Instance instance, Cursor cursor) {
    return ask(instance, 0, PART, cursor.at())
        .compose(
            newest -> {
              int total = (int) Math.min(newest.total(), Integer.MAX_VALUE);
              return total <= PART
                  ? tell(instance, cursor, fresh(newest, cursor), 0).mapEmpty()
                  : ask(instance, total - PART, PART, cursor.at())
                      .compose(oldest -> tell(instance, cursor, fresh(oldest, cursor), 0))
                      .compose(
                          moved ->
                              moved.equals(cursor)
                                  ? Future.succeededFuture()
                                  : read(instance, moved));
            });
  }

  /**
   * A server whose database was restored may assign ids again that it used before; its dates go on.
   */
  private static List<HistoryItem> fresh(Slice<HistoryItem> rows, Cursor cursor) {
    return rows.items().stream()
        .filter(row -> row.id() > cursor.lastId() || row.occurredAt().isAfter(cursor.at()))
        .sorted(OLDEST_FIRST)
        .toList();
  }

  private Future<Cursor> tell(Instance instance, Cursor cursor, List<HistoryItem> rows, int from) {
    List<HistoryItem> block = rows.subList(from, Math.min(rows.size(), from + BLOCK));
    Cursor next = after(cursor, block);
    return parts
        .database()
        .background()
        .asSystem(c -> tell(c, instance, cursor, next, block))
        .compose(told -> after(instance, told))
        .compose(
            done ->
                from + BLOCK < rows.size()
                    ? tell(instance, next, rows, from + BLOCK)
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

  /** The outcome of one block of rows. */
  private static final class Told {
    private final List<EventDraft> events = new ArrayList<>();
    private boolean touched;
    private boolean changed;
  }

  private Future<Told> tell(
      SqlConnection c, Instance instance, Cursor from, Cursor to, List<HistoryItem> block) {
    Future<Told> told =
        CursorRows.move(c, instance.id(), from, to, parts.clock().instant())
            .compose(
                moved ->
                    moved
                        ? Future.succeededFuture(new Told())
                        : Future.failedFuture(
                            FailureException.of(
                                FailureCode.BUSY, "Another node reads this history.")));
    for (HistoryItem row : block) {
      told = told.compose(sofar -> take(c, instance, row, sofar));
    }
    return told.compose(all -> parts.events().append(c, all.events).map(all));
  }

  private Future<Told> take(SqlConnection c, Instance instance, HistoryItem row, Told sofar) {
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

  private Future<Void> after(Instance instance, Told told) {
    if (told.touched) {
      touched.accept(instance.id());
    }
    return told.changed ? parts.library().changed(instance) : Future.succeededFuture();
  }
}
