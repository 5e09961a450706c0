package dev.arrway.domain.mediaserver;

import org.jspecify.annotations.Nullable;

/**
 * A title to look for in a media server, by the ids that are known; at least one of them.
 *
 * @param title helps servers that cannot look ids up
 * @param season with an episode: only that episode will do; null for the whole title
 */
public record MediaWanted(
    boolean movie,
    String title,
    @Nullable Integer year,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId,
    @Nullable Integer season,
    @Nullable Integer episode) {}
