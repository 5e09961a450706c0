package dev.arrway.feature.monitoring;

import org.jspecify.annotations.Nullable;

/**
 * Which alerts; null stands for any.
 *
 * @param open whether it is open
 * @param type by its name
 * @param severity by its name
 */
public record AlertFilter(
    @Nullable Boolean open,
    @Nullable String type,
    @Nullable String severity,
    @Nullable Long instanceId) {}
