package dev.arrway.feature.schedules.plan;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.EnumSet;
import java.util.Set;

/**
 * A time of the day on some days of the week.
 *
 * @param days on which it begins; all when empty
 * @param from when it begins
 * @param to when it is over; at or before {@code from} it is over on the next day, so that equal
 *     times mean a whole day
 */
public record Window(Set<DayOfWeek> days, LocalTime from, LocalTime to) {
  public Window {
    days = Set.copyOf(days.isEmpty() ? EnumSet.allOf(DayOfWeek.class) : days);
  }

  /** A span of time, its end excluded. */
  record Span(Instant begin, Instant end) {
    boolean holds(Instant now) {
      return !now.isBefore(begin) && now.isBefore(end);
    }
  }

  boolean beginsOn(LocalDate day) {
    return days.contains(day.getDayOfWeek());
  }

  /**
   * When it is open that begins on this day. Local times that a change of the clock skips mean the
   * moment of the change, those that come twice mean the first time; a window that lies within what
   * is skipped comes right after it in its length, so that no day goes without.
   */
  Span on(LocalDate day, ZoneId zone) {
    LocalDateTime first = day.atTime(from);
    LocalDateTime last = (to.isAfter(from) ? day : day.plusDays(1)).atTime(to);
    Instant begin = at(first, zone);
    Instant end = at(last, zone);
    return end.isAfter(begin)
        ? new Span(begin, end)
        : new Span(begin, begin.plus(java.time.Duration.between(first, last)));
  }

  private static Instant at(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition change = zone.getRules().getTransition(local);
    return change != null && change.isGap() ? change.getInstant() : local.atZone(zone).toInstant();
  }
}
