package dev.arrway.feature.calendar.web;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.feature.arrs.web.ArrRoutes;
import dev.arrway.feature.arrs.web.OverallRoutes;
import dev.arrway.feature.calendar.CalendarEntry;
import dev.arrway.feature.calendar.CalendarQuery;
import dev.arrway.feature.calendar.Calendars;
import dev.arrway.feature.calendar.IcsFeed;
import dev.arrway.feature.calendar.Span;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes out when, for programs and for calendar applications. */
public final class CalendarRoutes implements Routes {
  private static final long PAST_DAYS = 7;
  private static final long FUTURE_DAYS = 30;

  private final Calendars calendars;
  private final Clock clock;

  /** With the service behind it. */
  public CalendarRoutes(Calendars calendars, Clock clock) {
    this.calendars = calendars;
    this.clock = clock;
  }

  /** {@code CalendarItem}. */
  record ItemView(
      String uid,
      String kind,
      String release,
      String title,
      @Nullable Integer year,
      @Nullable Integer season,
      @Nullable Integer episode,
      @Nullable String episodeTitle,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      LocalDate date,
      @Nullable Instant at,
      @Nullable Integer runtimeMinutes,
      boolean monitored,
      boolean hasFile,
      List<HolderView> instances) {
    static ItemView of(CalendarEntry entry) {
      CalendarItem item = entry.item();
      return new ItemView(
          entry.uid(),
          item.release() == CalendarRelease.AIR ? "episode" : "movie",
          item.release().name().toLowerCase(Locale.ROOT),
          item.title(),
          item.year(),
          item.season(),
          item.episode(),
          item.episodeTitle(),
          item.tmdbId(),
          item.tvdbId(),
          item.imdbId(),
          item.day(),
          item.at(),
          item.minutes(),
          entry.monitored(),
          entry.hasFile(),
          entry.holders().stream().map(HolderView::of).toList());
    }
  }

  /** {@code CalendarHolder}. */
  record HolderView(
      long instanceId,
      String instanceName,
      long libraryId,
      @Nullable Long episodeId,
      boolean monitored,
      boolean hasFile) {
    static HolderView of(CalendarEntry.Holder holder) {
      CalendarItem item = holder.item();
      return new HolderView(
          holder.instance().id(),
          holder.instance().name(),
          Objects.requireNonNullElse(item.seriesId(), item.id()),
          item.seriesId() == null ? null : item.id(),
          item.monitored(),
          item.hasFile());
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations.on("listCalendar", this::list).onHttp("getCalendarFeed", this::feed);
  }

  private Future<Answer> list(Call call) {
    Span span =
        Span.of(call.text("from").orElse(null), call.text("to").orElse(null), clock.instant());
    return calendars
        .read(ArrRoutes.asker(call), query(call, span, call.flag("merged").orElse(true)))
        .map(
            calendar ->
                Answer.ok(
                    new OverallRoutes.OverallPage<>(
                        calendar.entries().stream()
                            .skip(call.offset())
                            .limit(call.limit())
                            .map(ItemView::of)
                            .toList(),
                        calendar.entries().size(),
                        call.limit(),
                        call.offset(),
                        calendar.skipped(),
                        calendar.failures())));
  }

  private Future<Optional<Answer>> feed(RoutingContext context, Call call) {
    Instant now = clock.instant();
    Span span =
        Span.around(
            call.optionalLong("past_days").orElse(PAST_DAYS),
            call.optionalLong("future_days").orElse(FUTURE_DAYS),
            now);
    return calendars
        .read(ArrRoutes.asker(call), query(call, span, true))
        .compose(
            calendar ->
                context
                    .response()
                    .putHeader("Content-Type", "text/calendar; charset=utf-8")
                    .putHeader("Content-Disposition", "inline; filename=\"arrway.ics\"")
                    .end(IcsFeed.write(calendar, now)))
        .map(written -> Optional.empty());
  }

  private static CalendarQuery query(Call call, Span span, boolean merged) {
    return new CalendarQuery(
        span, call.flag("unmonitored").orElse(false), instanceIds(call), merged);
  }

  private static List<Long> instanceIds(Call call) {
    try {
      return call.texts("instance_ids").stream().map(Long::valueOf).toList();
    } catch (NumberFormatException e) {
      throw Failure.invalid("instance_ids", "must be ids of instances").asException();
    }
  }
}
