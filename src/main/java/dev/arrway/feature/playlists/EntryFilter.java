package dev.arrway.feature.playlists;

import org.jspecify.annotations.Nullable;

/**
 * Which entries are wanted; null: any.
 *
 * @param kind {@code movie}, {@code series} or {@code live}
 * @param text occurs in name or title, whatever its case
 * @param missing true: only what no library holds; false: only what one does
 */
public record EntryFilter(
    @Nullable String kind, @Nullable String text, @Nullable Boolean missing) {}
