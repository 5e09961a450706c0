package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Rollup;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A sample, or samples added up.
 *
 * @param at when it was taken, or when the hour or day begins
 * @param condition of a single sample
 * @param breaker of a single sample
 * @param error of a single sample that failed
 * @param disks of a single sample that knows them
 */
public record MetricPoint(
    long instanceId,
    Instant at,
    Rollup rollup,
    @Nullable Condition condition,
    @Nullable String breaker,
    @Nullable String error,
    @Nullable List<DiskUse> disks) {
  static MetricPoint of(long instanceId, Instant at, Rollup rollup) {
    return new MetricPoint(instanceId, at, rollup, null, null, null, null);
  }
}
