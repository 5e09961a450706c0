package dev.arrway.feature.missing;

import org.jspecify.annotations.Nullable;

/**
 * Which available items are wanted; null: any.
 *
 * @param instanceId only of this instance
 * @param type {@code movie} or {@code series}
 * @param text occurs in the title, whatever its case
 */
public record AvailableFilter(
    @Nullable Long instanceId, @Nullable String type, @Nullable String text) {}
