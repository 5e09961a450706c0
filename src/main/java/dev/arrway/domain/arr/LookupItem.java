package dev.arrway.domain.arr;

import org.jspecify.annotations.Nullable;

/**
 * Something that could be added.
 *
 * @param title its title
 * @param year year of release or first broadcast
 * @param tmdbId TMDB id
 * @param tvdbId TVDB id
 * @param imdbId IMDb id
 * @param overview what it is about
 * @param status such as {@code released} or {@code continuing}
 * @param seasons number of seasons, series only
 * @param libraryId its id in the upstream's library, or null when it is not there
 */
public record LookupItem(
    String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    @Nullable String overview,
    @Nullable String status,
    @Nullable Integer seasons,
    @Nullable Long libraryId) {}
