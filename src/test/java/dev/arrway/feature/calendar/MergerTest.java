package dev.arrway.feature.calendar;

import static dev.arrway.feature.calendar.TestItems.episode;
import static dev.arrway.feature.calendar.TestItems.movie;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.domain.arr.CalendarRelease;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergerTest {
  private final Instance first = TestInstances.of(1, "First", "http://a:1");
  private final Instance second = TestInstances.of(2, "Second", "http://a:2");

  private List<CalendarEntry> merge(
      boolean merged, List<CalendarItem> ofFirst, List<CalendarItem> ofSecond) {
    return Merger.merge(
        List.of(new Placed<>(first, ofFirst), new Placed<>(second, ofSecond)), merged);
  }

  @Test
  void whatTwoInstancesHaveIsOneEntryThatNamesBoth() {
    var entries =
        merge(
            true,
            List.of(
                movie(1, 603, CalendarRelease.DIGITAL, "2026-01-02"),
                episode(10, 81189, 2, "2026-01-01T20:00:00Z", false)),
            List.of(
                movie(55, 603, CalendarRelease.DIGITAL, "2026-01-03"),
                episode(70, 81189, 2, "2026-01-01T20:00:00Z", true)));
    assertThat(entries)
        .extracting(CalendarEntry::uid)
        .containsExactly("tvdb-81189-s1-e2-air", "tmdb-603-digital");
    assertThat(entries)
        .allSatisfy(
            entry ->
                assertThat(entry.holders())
                    .extracting(holder -> holder.instance().name())
                    .containsExactly("First", "Second"));
    assertThat(entries.get(0).hasFile()).isTrue();
    assertThat(entries.get(1).item().day()).as("as the first tells it").hasToString("2026-01-02");
    assertThat(entries.get(1).holders().get(1).item().id()).isEqualTo(55);
  }

  @Test
  void unmergedEachInstanceHasItsOwn() {
    var one = List.of(movie(1, 603, CalendarRelease.CINEMA, "2026-01-02"));
    assertThat(merge(false, one, one))
        .extracting(CalendarEntry::uid)
        .containsExactly("instance-1-1-cinema", "instance-2-1-cinema");
  }

  @Test
  void releasesOfOneMovieAreSeveralEntries() {
    assertThat(
            merge(
                true,
                List.of(
                    movie(1, 603, CalendarRelease.PHYSICAL, "2026-05-01"),
                    movie(1, 603, CalendarRelease.CINEMA, "2026-01-02")),
                List.of()))
        .extracting(entry -> entry.item().release())
        .containsExactly(CalendarRelease.CINEMA, CalendarRelease.PHYSICAL);
  }

  @Test
  void titlesWithoutIdsAreNotTakenForEachOther() {
    var nameless = List.of(movie(1, null, CalendarRelease.CINEMA, "2026-01-02"));
    assertThat(merge(true, nameless, nameless)).hasSize(2);
  }

  @Test
  void whatOneInstanceTellsTwiceIsThereOnce() {
    var twice = episode(10, 81189, 2, "2026-01-01T20:00:00Z", false);
    assertThat(merge(true, List.of(twice, twice), List.of()).get(0).holders()).hasSize(1);
  }

  @Test
  void theOrderIsByDayThenTimeThenTitleThenEpisode() {
    var entries =
        merge(
            true,
            List.of(
                episode(12, 5, 3, "2026-01-02T20:00:00Z", false),
                episode(11, 5, 2, "2026-01-02T20:00:00Z", false),
                movie(2, 2, CalendarRelease.DIGITAL, "2026-01-02", "b"),
                movie(1, 1, CalendarRelease.DIGITAL, "2026-01-02", "A")),
            List.of(movie(9, 9, CalendarRelease.DIGITAL, "2026-01-01", "z")));
    assertThat(entries)
        .extracting(entry -> entry.item().id())
        .containsExactly(9L, 1L, 2L, 11L, 12L);
  }
}
