package dev.arrway.domain.arr;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * One release of a movie, or an episode, on its day.
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
 * @param day the day, in UTC where the time is known
 * @param at the time, or null when only the day is known
 * @param minutes how long it runs, or null when unknown
 * @param monitored whether the upstream looks for it
 * @param hasFile whether it is there already
 */
public record CalendarItem(
    CalendarRelease release,
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
    LocalDate day,
    @Nullable Instant at,
    @Nullable Integer minutes,
    boolean monitored,
    boolean hasFile) {

  /** When it begins: its time, or the beginning of its day in UTC. */
  public Instant begins() {
    return at == null ? day.atStartOfDay(ZoneOffset.UTC).toInstant() : at;
  }

  /** Whether any of it lies within {@code from} (inclusive) to {@code to} (exclusive). */
  public boolean within(Instant from, Instant to) {
    boolean over =
        at == null
            ? !day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().isAfter(from)
            : at.isBefore(from);
    return !over && begins().isBefore(to);
  }
}
