package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Block;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it stands.
 *
 * @param nextRunAt when it runs next, null while it is switched off
 * @param lastRunAt when it last ran by itself, null before that
 * @param paused why it pauses, or null
 * @param pausedSince since when it pauses, or null
 * @param running whether a run decides right now what to search
 */
public record Schedule(
    long id,
    long ownerId,
    ScheduleRules rules,
    @Nullable Instant nextRunAt,
    @Nullable Instant lastRunAt,
    @Nullable Block paused,
    @Nullable Instant pausedSince,
    boolean running,
    Instant createdAt,
    Instant updatedAt) {}
