package dev.arrway.feature.schedules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Windows by the local clock, also on the days on which it changes (Berlin: 29 March, 25 October
 * 2026).
 */
class WindowsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final LocalDate SPRING = LocalDate.parse("2026-03-29");
  private static final LocalDate AUTUMN = LocalDate.parse("2026-10-25");

  private static Window window(String from, String to, DayOfWeek... days) {
    return new Window(Set.of(days), LocalTime.parse(from), LocalTime.parse(to));
  }

  private static Windows windows(Window... list) {
    return new Windows(List.of(list), BERLIN);
  }

  private static Instant at(String text) {
    return Instant.parse(text);
  }

  private static Duration length(Window window, LocalDate day) {
    Window.Span span = window.on(day, BERLIN);
    return Duration.between(span.begin(), span.end());
  }

  @Test
  void noWindowsMeansAlways() {
    assertThat(windows().open(at("2026-05-05T03:00:00Z"))).isTrue();
    assertThat(windows().openFrom(at("2026-05-05T03:00:00Z"))).isEqualTo("2026-05-05T03:00:00Z");
  }

  @Test
  void theEndIsNotPartOfIt() {
    Windows day = windows(window("09:00", "17:00"));
    assertThat(day.open(at("2026-01-05T08:00:00Z"))).isTrue();
    assertThat(day.open(at("2026-01-05T15:59:59Z"))).isTrue();
    assertThat(day.open(at("2026-01-05T16:00:00Z"))).isFalse();
  }

  @Test
  void aNightBelongsToTheDayOnWhichItBegins() {
    Windows friday = windows(window("22:00", "06:00", DayOfWeek.FRIDAY));
    assertThat(friday.open(at("2026-05-08T21:00:00Z"))).as("Friday 23:00").isTrue();
    assertThat(friday.open(at("2026-05-09T03:59:00Z"))).as("Saturday 05:59").isTrue();
    assertThat(friday.open(at("2026-05-09T04:00:00Z"))).as("Saturday 06:00").isFalse();
    assertThat(friday.open(at("2026-05-09T21:00:00Z"))).as("Saturday 23:00").isFalse();
    assertThat(friday.openFrom(at("2026-05-09T05:00:00Z"))).isEqualTo("2026-05-15T20:00:00Z");
  }

  @Test
  void equalTimesAreAWholeDay() {
    Windows sunday = windows(window("00:00", "00:00", DayOfWeek.SUNDAY));
    assertThat(sunday.open(at("2026-05-10T21:59:00Z"))).isTrue();
    assertThat(sunday.open(at("2026-05-10T22:00:00Z"))).isFalse();
    assertThat(length(window("00:00", "00:00"), SPRING)).isEqualTo(Duration.ofHours(23));
    assertThat(length(window("00:00", "00:00"), AUTUMN)).isEqualTo(Duration.ofHours(25));
  }

  @Test
  void aWindowThatBeginsInTheSkippedHourBeginsAtTheChange() {
    Windows night = windows(window("02:30", "05:00"));
    assertThat(night.openFrom(at("2026-03-29T00:00:00Z"))).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(night.open(at("2026-03-29T02:59:00Z"))).as("04:59").isTrue();
    assertThat(night.open(at("2026-03-29T03:00:00Z"))).as("05:00").isFalse();
  }

  @Test
  void aWindowWithinTheSkippedHourIsNotLost() {
    Window lost = window("02:15", "02:45");
    assertThat(lost.on(SPRING, BERLIN).begin()).isEqualTo("2026-03-29T01:00:00Z");
    assertThat(length(lost, SPRING)).isEqualTo(Duration.ofMinutes(30));
  }

  @Test
  void aWindowWithinTheRepeatedHourOpensOnce() {
    Windows once = windows(window("02:15", "02:45"));
    assertThat(once.open(at("2026-10-25T00:20:00Z"))).as("the first 02:20").isTrue();
    assertThat(once.open(at("2026-10-25T01:20:00Z"))).as("the second 02:20").isFalse();
    assertThat(length(window("01:00", "03:00"), AUTUMN)).isEqualTo(Duration.ofHours(3));
  }

  @Test
  void neighboursLeaveNoHoleWhenTheClockChanges() {
    Windows both = windows(window("00:00", "02:30"), window("02:30", "00:00"));
    for (LocalDate day : List.of(SPRING, AUTUMN)) {
      Instant midnight = day.atStartOfDay(BERLIN).toInstant();
      for (int minutes = 0; minutes < 26 * 60; minutes += 5) {
        assertThat(both.open(midnight.plusSeconds(minutes * 60L))).isTrue();
      }
    }
  }
}
