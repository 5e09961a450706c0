package dev.arrway.feature.calendar;

import static dev.arrway.feature.calendar.TestItems.episode;
import static dev.arrway.feature.calendar.TestItems.movie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.protocol.PartFailure;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.fortuna.ical4j.data.CalendarBuilder;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.component.VEvent;
import org.junit.jupiter.api.Test;

class IcsFeedTest {
  private static final Instant NOW = Instant.parse("2026-01-01T08:00:00Z");
  private static final Instance RADARR = TestInstances.of(1, "Radarr; 4K, Ära", "http://a:1");

  private static String feed(CalendarItem... items) {
    var entries = Merger.merge(List.of(new Placed<>(RADARR, List.of(items))), true);
    return IcsFeed.write(new MergedCalendar(entries, 0, List.of()), NOW);
  }

  /** As another program reads it. */
  private static List<VEvent> events(String feed) throws Exception {
    Calendar read = new CalendarBuilder().build(new StringReader(feed));
    return read.getComponents("VEVENT");
  }

  private static String value(VEvent event, String property) {
    return event.getRequiredProperty(property).getValue();
  }

  @Test
  void aReleaseIsAWholeDayAndAnEpisodeHasItsTime() {
    assertThat(
            feed(
                movie(1, 603, CalendarRelease.DIGITAL, "2026-01-31", "A Film"),
                episode(5, 81189, 2, "2026-02-01T23:30:00Z", true)))
        .isEqualTo(
            String.join(
                "\r\n",
                "BEGIN:VCALENDAR",
                "PRODID:-//Arrway//Calendar//EN",
                "VERSION:2.0",
                "CALSCALE:GREGORIAN",
                "X-WR-CALNAME:Arrway",
                "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
                "X-PUBLISHED-TTL:PT1H",
                "BEGIN:VEVENT",
                "UID:tmdb-603-digital@arrway",
                "DTSTAMP:20260101T080000Z",
                "DTSTART;VALUE=DATE:20260131",
                "SUMMARY:A Film (2026) – digital release",
                "DESCRIPTION:Wanted. Radarr\\; 4K\\, Ära",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "BEGIN:VEVENT",
                "UID:tvdb-81189-s1-e2-air@arrway",
                "DTSTAMP:20260101T080000Z",
                "DTSTART:20260201T233000Z",
                "DTEND:20260202T001500Z",
                "SUMMARY:Series S01E02 – Part 2",
                "DESCRIPTION:Available. Radarr\\; 4K\\, Ära",
                "TRANSP:TRANSPARENT",
                "END:VEVENT",
                "END:VCALENDAR",
                ""));
  }

  @Test
  void oddTitlesArriveAsTheyAre() throws Exception {
    String title = "Back\\slash; comma, colon: \"quotes\" – 日本語の映画 😀".repeat(12);
    String feed = feed(movie(1, 1, CalendarRelease.CINEMA, "2026-01-31", title));
    assertThat(value(events(feed).get(0), "SUMMARY")).isEqualTo(title + " (2026) – in cinemas");
  }

  @Test
  void noLineIsLongerThan75BytesAndNoCharacterIsTorn() {
    for (int shift = 0; shift < 8; shift++) {
      String title = "x".repeat(shift) + "😀é日".repeat(80);
      String feed = feed(movie(1, 1, CalendarRelease.CINEMA, "2026-01-31", title));
      byte[] bytes = feed.getBytes(StandardCharsets.UTF_8);
      assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(feed).doesNotContain("?");
      assertThat(feed.split("\r\n"))
          .allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 75);
      assertThat(feed.replace("\r\n", "")).doesNotContain("\n").doesNotContain("\r");
      assertThat(feed.replace("\r\n ", "")).contains(title);
    }
  }

  @Test
  void aTitleCannotBringLinesOfItsOwn() throws Exception {
    String title = "Evil\r\nEND:VEVENT\nBEGIN:VALARM\u0007\u0000";
    String feed = feed(movie(1, 1, CalendarRelease.CINEMA, "2026-01-31", title));
    assertThat(events(feed)).hasSize(1);
    assertThat(feed.lines().filter(line -> line.startsWith("END:VEVENT"))).hasSize(1);
    assertThat(feed).doesNotContain("\u0007").doesNotContain("\u0000");
  }

  @Test
  void whoDidNotAnswerIsNamed() {
    var failure = new PartFailure(3, "Sonarr", 504, "deadline_exceeded", "Sonarr did not answer.");
    assertThat(IcsFeed.write(new MergedCalendar(List.of(), 0, List.of(failure)), NOW))
        .contains("X-WR-CALDESC:Without Sonarr: Sonarr did not answer.\r\n")
        .startsWith("BEGIN:VCALENDAR\r\n")
        .endsWith("END:VCALENDAR\r\n");
  }
}
