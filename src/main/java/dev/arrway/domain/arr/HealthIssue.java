package dev.arrway.domain.arr;

import org.jspecify.annotations.Nullable;

/**
 * Something that an arr complains about.
 *
 * @param source the check that found it
 * @param severity {@code ok}, {@code notice}, {@code warning} or {@code error}
 * @param message what is wrong
 * @param wikiUrl where it is explained
 */
public record HealthIssue(
    String source, String severity, String message, @Nullable String wikiUrl) {}
