package dev.arrway.feature.libraries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where matching stands.
 *
 * @param state {@code idle} or {@code running}
 * @param lastRunAt when it last ended
 * @param entries entries that it looked at
 * @param durationMs milliseconds that it took
 */
public record MatchingState(
    String state, @Nullable Instant lastRunAt, long entries, @Nullable Long durationMs) {}
