package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.Title;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Which episodes a series has: a function of its TVDB id alone, so that every simulated server
 * agrees about them, whether the series is in its library or only looked up.
 */
final class EpisodePlan {
  private static final int WEEK = 7 * 24 * 3_600;
  private static final int YEAR = 365 * 24 * 3_600;

  private EpisodePlan() {}

  /** Episodes without files, specials first, with the ids that a series of this id gives them. */
  static List<Episode> of(Title title, int seriesId) {
    var random = new SplittableRandom(title.id());
    var seasons = 1 + random.nextInt(4);
    var length = 6 + random.nextInt(7);
    var start = Instant.parse(title.year() + "-01-10T20:00:00Z");
    var all = new ArrayList<Episode>();
    if (random.nextInt(3) == 0) {
      all.add(episode(all.size(), seriesId, 0, 1, start.plusSeconds(YEAR / 2)));
    }
    for (var season = 1; season <= seasons; season++) {
      for (var number = 1; number <= length; number++) {
        var airs = start.plusSeconds((season - 1L) * YEAR + (long) (number - 1) * WEEK);
        all.add(episode(all.size(), seriesId, season, number, airs));
      }
    }
    return all;
  }

  private static Episode episode(int index, int seriesId, int season, int number, Instant airs) {
    return new Episode(
        seriesId * 100 + index + 1, seriesId, season, number, airs, season > 0, null, null);
  }
}
