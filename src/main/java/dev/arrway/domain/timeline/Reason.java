package dev.arrway.domain.timeline;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a title is not here, or that it is.
 *
 * @param code stable, snake_case
 * @param text for people
 * @param since since when, null when nobody knows
 * @param suggestion what could help, null when there is nothing to do
 */
public record Reason(
    String code, String text, @Nullable Instant since, @Nullable String suggestion) {}
