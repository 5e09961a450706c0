package dev.arrway.feature.missing;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where matching stands.
 *
 * @param state {@code idle} or {@code running}
 * @param lastRunAt when the last run ended, or null
 * @param entries entries that it matched
 * @param durationMs how long it took
 */
public record MatchingState(
    String state, @Nullable Instant lastRunAt, long entries, long durationMs) {}
