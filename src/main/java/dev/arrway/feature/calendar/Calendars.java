package dev.arrway.feature.calendar;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceCalls;
import dev.arrway.upstream.InstanceFanOut;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the calendars of all of a user's instances as one. */
public final class Calendars {
  /** Arrs have no pages in their calendars, and messages have a size: so long is one piece. */
  static final int PIECE_DAYS = 40;

  private final InstanceFanOut every;

  /** With the way to the instances. */
  public Calendars(InstanceFanOut every) {
    this.every = every;
  }

  /**
   * Everything that comes out in the time asked for.
   *
   * @return after 2 s at the latest; fails with {@code not_found} for an instance that is not the
   *     asker's, {@code upstream_error} when all instances fail
   */
  public Future<MergedCalendar> read(CallContext who, CalendarQuery query) {
    AtomicInteger skipped = new AtomicInteger();
    return Future.succeededFuture()
        .compose(
            now -> {
              List<Instance> instances =
                  query.instanceIds().isEmpty()
                      ? every.enabled(who, ArrKind.KIND)
                      : every.selected(who, query.instanceIds());
              return every.gather(
                  who,
                  instances,
                  calls ->
                      new Reading(calls, query.unmonitored(), skipped)
                          .all(query.span().pieces(PIECE_DAYS)));
            })
        .map(
            gathered ->
                new MergedCalendar(
                    Merger.merge(gathered.answers(), query.merged()),
                    skipped.get(),
                    gathered.failures()));
  }

  /** One instance's calendar, piece after piece. */
  private final class Reading {
    private final InstanceCalls calls;
    private final boolean unmonitored;
    private final AtomicInteger skipped;
    private final List<CalendarItem> items = new ArrayList<>();

    Reading(InstanceCalls calls, boolean unmonitored, AtomicInteger skipped) {
      this.calls = calls;
      this.unmonitored = unmonitored;
      this.skipped = skipped;
    }

    Future<List<CalendarItem>> all(List<Span> pieces) {
      Future<Void> read = Future.succeededFuture();
      for (Span piece : pieces) {
        read = read.compose(before -> one(piece));
      }
      return read.map(all -> items);
    }

    private Future<Void> one(Span piece) {
      return calls
          .ask(new ArrCommand.GetCalendar(piece.from(), piece.to(), unmonitored))
          .<Void>map(
              (ArrReply.Calendar reply) -> {
                items.addAll(reply.items());
                skipped.addAndGet(reply.skipped());
                return null;
              })
          .recover(cause -> smaller(cause, piece));
    }

    /** More than a message holds is asked for again in shorter pieces. */
    private Future<Void> smaller(Throwable cause, Span piece) {
      return Failures.of(cause).code() == FailureCode.TOO_LARGE && piece.days() > 1
          ? all(piece.pieces((int) (piece.days() + 1) / 2)).mapEmpty()
          : Future.failedFuture(cause);
    }
  }
}
