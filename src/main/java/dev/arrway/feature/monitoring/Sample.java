package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.monitor.Metric;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An instance at one moment.
 *
 * @param takenAt when it was asked
 * @param breaker {@code closed}, {@code open} or {@code half_open}
 * @param gauges what it answered, or null when it did not
 * @param disks its mounts, or null when they are not known
 * @param error what went wrong, in neutral words
 */
record Sample(
    Instance instance,
    Instant takenAt,
    Condition condition,
    String breaker,
    @Nullable Gauges gauges,
    @Nullable List<DiskUse> disks,
    @Nullable String error) {

  static Sample answered(Instance instance, Instant takenAt, String breaker, Gauges gauges) {
    return new Sample(
        instance,
        takenAt,
        gauges.complete() ? Condition.OK : Condition.DEGRADED,
        breaker,
        gauges,
        gauges.disks() == null ? null : DiskUse.of(instance, gauges.disks()),
        null);
  }

  static Sample failed(
      Instance instance, Instant takenAt, String breaker, Condition condition, String error) {
    return new Sample(instance, takenAt, condition, breaker, null, null, error);
  }

  /** What is known as numbers. */
  Map<Metric, Double> values() {
    Map<Metric, Double> values = new EnumMap<>(Metric.class);
    if (gauges != null) {
      put(values, Metric.LATENCY, (double) gauges.latencyMs());
      put(values, Metric.QUEUE, gauges.queueSize());
      put(values, Metric.TASKS, gauges.activeCommands());
      put(values, Metric.WANTED, gauges.wanted());
      put(values, Metric.CPU, gauges.cpuPercent());
      put(values, Metric.MEMORY, gauges.memoryPercent());
      if (gauges.indexers() != null) {
        put(values, Metric.FAILED_INDEXERS, failing(gauges.indexers()));
      }
    }
    if (disks != null) {
      disks.stream()
          .filter(DiskUse::isVolume)
          .mapToDouble(DiskUse::usedPercent)
          .max()
          .ifPresent(used -> put(values, Metric.DISK, used));
    }
    return values;
  }

  private static int failing(List<Gauges.IndexerGauge> indexers) {
    return (int) indexers.stream().filter(Gauges.IndexerGauge::failing).count();
  }

  private static void put(Map<Metric, Double> values, Metric metric, @Nullable Number value) {
    if (value != null && Double.isFinite(value.doubleValue())) {
      values.put(metric, value.doubleValue());
    }
  }
}
