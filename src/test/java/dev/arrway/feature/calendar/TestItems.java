package dev.arrway.feature.calendar;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Items of calendars. */
final class TestItems {
  private TestItems() {}

  static CalendarItem movie(long id, Integer tmdbId, CalendarRelease release, String day) {
    return movie(id, tmdbId, release, day, "Film " + id);
  }

  static CalendarItem movie(
      long id, Integer tmdbId, CalendarRelease release, String day, String title) {
    return new CalendarItem(
        release,
        id,
        null,
        title,
        null,
        2026,
        null,
        null,
        tmdbId,
        null,
        null,
        LocalDate.parse(day),
        null,
        90,
        true,
        false);
  }

  static CalendarItem episode(long id, Integer tvdbId, int number, String at, boolean hasFile) {
    Instant instant = Instant.parse(at);
    return new CalendarItem(
        CalendarRelease.AIR,
        id,
        7L,
        "Series",
        "Part " + number,
        null,
        1,
        number,
        null,
        tvdbId,
        null,
        LocalDate.ofInstant(instant, ZoneOffset.UTC),
        instant,
        45,
        true,
        hasFile);
  }
}
