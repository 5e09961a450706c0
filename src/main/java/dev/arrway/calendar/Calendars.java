package dev.arrway.calendar;

import dev.arrway.bus.Failures;
import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.http.Deadline;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Asker;
import dev.arrway.upstream.EveryInstance;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads the calendars of all of a user's instances as one. */
public final class Calendars {
  /** Arrs have no pages in their calendars, and messages have a size: so long is one piece. */
  static final int PIECE_DAYS = 40;

  private final EveryInstance every;

  /** With the way to the instances. */
  public Calendars(EveryInstance every) {
    this.every = every;
  }

  /**
   * Everything that comes out in the time asked for.
   *
   * @return after 2 s at the latest; fails with {@code not_found} for an instance that is not the
   *     asker's, {@code upstream_error} when all instances fail
   */
  public Future<MergedCalendar> read(Asker who, CalendarQuery query) {
    AtomicInteger skipped = new AtomicInteger();
    return Future.succeededFuture()
        .compose(
            now -> {
              List<Instance> instances =
                  query.instanceIds().isEmpty()
                      ? every.arrs(who)
                      : every.these(who, query.instanceIds());
              return every.gather(
                  instances,
                  (instance, deadline) ->
                      new Reading(who, instance, query.unmonitored(), deadline, skipped)
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
    private final Asker who;
    private final Instance instance;
    private final boolean unmonitored;
    private final Deadline deadline;
    private final AtomicInteger skipped;
    private final List<CalendarItem> items = new ArrayList<>();

    Reading(
        Asker who,
        Instance instance,
        boolean unmonitored,
        Deadline deadline,
        AtomicInteger skipped) {
      this.who = who;
      this.instance = instance;
      this.unmonitored = unmonitored;
      this.deadline = deadline;
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
      return every
          .ask(
              who,
              instance,
              new ArrCommand.GetCalendar(piece.from(), piece.to(), unmonitored),
              deadline)
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
