package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Plan;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a run would do now.
 *
 * @param nextRunAt when the next one is, null while the schedule is switched off
 */
public record Preview(Plan plan, @Nullable Instant nextRunAt) {}
