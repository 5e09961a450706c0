package dev.arrway.drift;

import org.jspecify.annotations.Nullable;

/**
 * One difference from a baseline.
 *
 * @param path what differs; parts are joined by dots
 * @param kind {@code added}, {@code removed} or {@code changed}
 * @param expected the value in the baseline, null when added
 * @param actual the value now, null when removed
 */
public record DriftDetail(
    String path, String kind, @Nullable String expected, @Nullable String actual) {}
