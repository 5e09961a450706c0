package dev.arrway.feature.schedules.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Stream;

/**
 * When a schedule may search.
 *
 * @param list the windows; none means always
 * @param zone whose clock they go by
 */
public record Windows(List<Window> list, ZoneId zone) {
  /** A window that was open yesterday may reach into today, and the next may be a week off. */
  private static final int DAYS_AHEAD = 9;

  public Windows {
    list = List.copyOf(list);
  }

  /** Whether the schedule may search now. */
  public boolean open(Instant now) {
    return list.isEmpty() || spans(now).anyMatch(span -> span.holds(now));
  }

  /** The first moment at or after this one at which the schedule may search. */
  public Instant openFrom(Instant now) {
    if (open(now)) {
      return now;
    }
    return spans(now)
        .map(Window.Span::begin)
        .filter(begin -> begin.isAfter(now))
        .min(Instant::compareTo)
        .orElse(now);
  }

  private Stream<Window.Span> spans(Instant now) {
    LocalDate today = now.atZone(zone).toLocalDate();
    return today
        .minusDays(2)
        .datesUntil(today.plusDays(DAYS_AHEAD))
        .flatMap(
            day ->
                list.stream()
                    .filter(window -> window.beginsOn(day))
                    .map(window -> window.on(day, zone)));
  }
}
