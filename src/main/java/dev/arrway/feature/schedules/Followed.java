package dev.arrway.feature.schedules;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A run whose searches are looked after.
 *
 * @param settledAt when all its commands were first seen to have ended
 */
record Followed(
    long runId,
    long scheduleId,
    long ownerId,
    long instanceId,
    Instant startedAt,
    @Nullable Instant settledAt) {}
