package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.upstream.Gauges;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The last sample of an instance.
 *
 * @param since when it came into this condition
 * @param failures samples in a row in which it did not answer as it should
 * @param gauges what it answered, or null when it did not
 */
public record Latest(
    long instanceId,
    Instant takenAt,
    Condition condition,
    Instant since,
    int failures,
    @Nullable String error,
    @Nullable Gauges gauges) {}
