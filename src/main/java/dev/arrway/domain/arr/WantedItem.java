package dev.arrway.domain.arr;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something monitored that the library lacks, or has in a lower quality than asked for.
 *
 * @param id the movie's or episode's id
 * @param seriesId the series, episodes only
 * @param title the movie's title or the series' title
 * @param episodeTitle the episode's title
 * @param year the movie's year
 * @param season season number
 * @param episode episode number
 * @param tmdbId TMDB id of the movie
 * @param tvdbId TVDB id of the series
 * @param imdbId IMDb id of the movie or the series
 * @param monitored whether the upstream looks for it
 * @param airedAt when it was released or broadcast
 * @param lastSearchAt when the upstream last looked for it
 * @param available whether the upstream holds it to be out, or null when it does not say
 * @param tags ids of the movie's or the series' labels
 */
public record WantedItem(
    long id,
    @Nullable Long seriesId,
    String title,
    @Nullable String episodeTitle,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    boolean monitored,
    @Nullable Instant airedAt,
    @Nullable Instant lastSearchAt,
    @Nullable Boolean available,
    List<Long> tags) {
  public WantedItem {
    tags = List.copyOf(tags);
  }
}
