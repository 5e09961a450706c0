package dev.arrway.feature.schedules.plan;

import dev.arrway.domain.arr.SearchTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Groups items into as few commands as the instances take. */
final class Searches {
  /** A season is asked for as a whole from this many episodes on. */
  private static final int LEAST_OF_A_SEASON = 2;

  private Searches() {}

  /** Movies in one command; whole seasons each in one; all other episodes in one. */
  static List<Plan.Search> of(List<Candidate> selected, Map<Season, Integer> seasons) {
    List<Candidate> movies = new ArrayList<>();
    Map<Season, List<Candidate>> episodes = new LinkedHashMap<>();
    for (Candidate candidate : selected) {
      Season season = candidate.season();
      if (season == null) {
        movies.add(candidate);
      } else {
        episodes.computeIfAbsent(season, one -> new ArrayList<>()).add(candidate);
      }
    }
    List<Plan.Search> searches = new ArrayList<>();
    if (!movies.isEmpty()) {
      searches.add(new Plan.Search(SearchTarget.movies(ids(movies)), movies));
    }
    addEpisodes(searches, episodes, seasons);
    return searches;
  }

  private static void addEpisodes(
      List<Plan.Search> searches,
      Map<Season, List<Candidate>> episodes,
      Map<Season, Integer> seasons) {
    List<Candidate> single = new ArrayList<>();
    episodes.forEach(
        (season, items) -> {
          boolean whole =
              items.size() >= LEAST_OF_A_SEASON
                  && Objects.equals(seasons.get(season), items.size());
          if (whole) {
            searches.add(
                new Plan.Search(SearchTarget.series(season.seriesId(), season.number()), items));
          } else {
            single.addAll(items);
          }
        });
    if (!single.isEmpty()) {
      searches.add(new Plan.Search(SearchTarget.episodes(ids(single)), single));
    }
  }

  private static List<Long> ids(List<Candidate> items) {
    return items.stream().map(Candidate::id).toList();
  }

  /** Requests to each indexer: one a movie, a season or an episode. */
  static int queries(List<Plan.Search> searches) {
    return searches.stream()
        .mapToInt(search -> search.target().seriesId() == null ? search.items().size() : 1)
        .sum();
  }
}
