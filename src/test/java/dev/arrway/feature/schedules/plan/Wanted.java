package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/** Candidates and policies for tests. */
final class Wanted {
  static final Instant NOW = Instant.parse("2026-05-05T12:00:00Z");
  static final Windows ALWAYS = new Windows(List.of(), ZoneOffset.UTC);

  private Wanted() {}

  static SearchPolicy policy(int batch, int perHour) {
    return policy(batch, perHour, Order.OLDEST_SEARCH);
  }

  static SearchPolicy policy(int batch, int perHour, Order order) {
    return new SearchPolicy(
        Strategy.BOTH,
        batch,
        Duration.ofHours(24),
        perHour,
        ALWAYS,
        Set.of(),
        Set.of(),
        Duration.ofHours(6),
        null,
        true,
        order,
        7);
  }

  static Candidate movie(long id) {
    return movie(id, Instant.parse("2020-01-01T00:00:00Z").plusSeconds(id), null, true, true);
  }

  static Candidate movie(
      long id, Instant released, Instant searched, boolean monitored, Boolean available) {
    return new Candidate(
        WantedKind.MISSING,
        new WantedItem(
            id,
            null,
            "Movie " + id,
            null,
            2020,
            null,
            null,
            (int) id,
            null,
            null,
            monitored,
            released,
            searched,
            available,
            List.of()),
        Set.of());
  }

  static Candidate tagged(long id, String... tags) {
    return new Candidate(WantedKind.MISSING, movie(id).item(), Set.of(tags));
  }

  static Candidate episode(long id, long series, int season) {
    return new Candidate(
        WantedKind.MISSING,
        new WantedItem(
            id,
            series,
            "Series " + series,
            "Episode",
            null,
            season,
            (int) id,
            null,
            1,
            null,
            true,
            Instant.parse("2020-01-01T00:00:00Z"),
            null,
            null,
            List.of()),
        Set.of());
  }

  static QueueItem row(long id, Long movie, String status, String state, String download) {
    return new QueueItem(
        id, movie, null, null, "r", null, null, status, "ok", state, null, List.of(), download,
        null, null, null, null, 1, 1, null, null);
  }
}
