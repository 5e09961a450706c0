package dev.arrway.feature.missing;

import org.jspecify.annotations.Nullable;

/**
 * Which missing items are wanted; null: any.
 *
 * @param type {@code movie} or {@code series}
 * @param playlistId only what this playlist offers
 * @param text occurs in the title, whatever its case
 * @param maxConfidence the best match is at most this sure
 */
public record MissingFilter(
    @Nullable String type,
    @Nullable Long playlistId,
    @Nullable String text,
    @Nullable Integer maxConfidence) {}
