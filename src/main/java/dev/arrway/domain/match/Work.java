package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.parse.ExternalIds;
import org.jspecify.annotations.Nullable;

/**
 * One movie or series, however many instances hold it.
 *
 * @param title the first library item that holds it
 * @param country the country that its title ends with ({@code Shameless (US)}), or ""
 */
record Work(LibraryTitle title, String country) {

  /** A difference that no pair of years has: one of them is unknown. */
  static final int UNKNOWN = Integer.MAX_VALUE;

  static Work of(LibraryTitle title) {
    return new Work(title, TitleText.countrySuffix(title.title()));
  }

  /** Years between {@code year} and the nearest of this work's, or {@link #UNKNOWN}. */
  int yearsFrom(@Nullable Integer year) {
    return Math.min(between(year, title.year()), between(year, title.secondaryYear()));
  }

  int year() {
    Integer year = title.year() != null ? title.year() : title.secondaryYear();
    return year == null ? 0 : year;
  }

  /** Whether the entry states an id of a kind that this work has, and another one. */
  boolean contradicts(ExternalIds ids) {
    return differs(ids.tmdb(), title.tmdbId())
        || differs(ids.tvdb(), title.tvdbId())
        || differs(ids.imdb(), title.imdbId());
  }

  private static boolean differs(@Nullable Object stated, @Nullable Object known) {
    return stated != null && known != null && !stated.equals(known);
  }

  private static int between(@Nullable Integer a, @Nullable Integer b) {
    return a == null || b == null ? UNKNOWN : Math.abs(a - b);
  }
}
