package dev.arrway.feature.calendar;

import dev.arrway.protocol.PartFailure;
import java.util.List;

/**
 * What comes out on the instances that answered.
 *
 * @param entries by day
 * @param skipped rows of calendars that could not be read
 * @param failures the instances that could not answer
 */
public record MergedCalendar(List<CalendarEntry> entries, int skipped, List<PartFailure> failures) {
  public MergedCalendar {
    entries = List.copyOf(entries);
    failures = List.copyOf(failures);
  }
}
