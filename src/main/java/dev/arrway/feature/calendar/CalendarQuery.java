package dev.arrway.feature.calendar;

import java.util.List;

/**
 * What of a calendar is wanted.
 *
 * @param unmonitored whether what is not monitored is wanted, too
 * @param instanceIds of these instances alone; empty for all
 * @param merged whether what several instances have is one entry
 */
public record CalendarQuery(
    Span span, boolean unmonitored, List<Long> instanceIds, boolean merged) {
  public CalendarQuery {
    instanceIds = List.copyOf(instanceIds);
  }
}
