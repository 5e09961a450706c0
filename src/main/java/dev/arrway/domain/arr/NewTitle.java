package dev.arrway.domain.arr;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A movie or series to add to a library.
 *
 * @param tmdbId what a movie is known by; null for a series
 * @param tvdbId what a series is known by; null for a movie
 * @param qualityProfileId a profile of that instance
 * @param rootFolder one of the instance's root folders
 * @param monitored whether releases are looked for
 * @param minimumAvailability movies: {@code announced}, {@code in_cinemas} or {@code released};
 *     null for {@code announced}
 * @param monitor what of it is monitored, such as {@code movie_only} or {@code future}; null for
 *     the movie alone, or for all episodes
 * @param search whether a search begins at once
 * @param seasonFolder series: whether seasons have folders; null for yes
 * @param seriesType series: {@code standard}, {@code daily} or {@code anime}; null for the first
 * @param tags ids of the instance's tags
 */
public record NewTitle(
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    long qualityProfileId,
    String rootFolder,
    boolean monitored,
    @Nullable String minimumAvailability,
    @Nullable String monitor,
    boolean search,
    @Nullable Boolean seasonFolder,
    @Nullable String seriesType,
    List<Long> tags) {
  public NewTitle {
    tags = List.copyOf(tags);
  }
}
