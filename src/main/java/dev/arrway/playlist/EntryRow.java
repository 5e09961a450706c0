package dev.arrway.playlist;

import org.jspecify.annotations.Nullable;

/** An entry as it is stored; every text is free of NUL and bounded. */
record EntryRow(
    int line,
    String kind,
    String name,
    String title,
    @Nullable Integer year,
    @Nullable Integer season,
    @Nullable Integer episode,
    @Nullable String group,
    @Nullable String quality,
    @Nullable String language,
    @Nullable String itemKey,
    String url,
    @Nullable Integer secret,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    @Nullable String imdbId) {}
