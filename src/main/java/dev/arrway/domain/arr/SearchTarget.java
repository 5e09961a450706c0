package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is searched for: movies, or episodes, or a series, or one season of it.
 *
 * @param movieIds the instance's own ids
 * @param episodeIds the instance's own ids
 * @param seriesId the instance's own id
 * @param season a season of that series, null for all
 */
public record SearchTarget(
    List<Long> movieIds, List<Long> episodeIds, @Nullable Long seriesId, @Nullable Integer season) {
  public SearchTarget {
    movieIds = List.copyOf(movieIds);
    episodeIds = List.copyOf(episodeIds);
  }

  /** Movies. */
  public static SearchTarget movies(List<Long> ids) {
    return new SearchTarget(ids, List.of(), null, null);
  }

  /** Episodes. */
  public static SearchTarget episodes(List<Long> ids) {
    return new SearchTarget(List.of(), ids, null, null);
  }

  /** A series, or one season of it. */
  public static SearchTarget series(long id, @Nullable Integer season) {
    return new SearchTarget(List.of(), List.of(), id, season);
  }
}
