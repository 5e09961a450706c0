package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Severity;
import dev.arrway.feature.arrs.Volumes;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How all of a user's instances are doing.
 *
 * @param instances by id
 * @param volumes what the volumes of all add up to, each counted once; null when none is known
 */
public record Dashboard(Instant at, List<Tile> instances, @Nullable Volumes volumes) {
  public Dashboard {
    instances = List.copyOf(instances);
  }

  /**
   * One instance.
   *
   * @param breaker now
   * @param latest its last sample, or null before the first
   * @param disks of its last sample, empty when they are not known
   * @param openAlerts by severity
   */
  public record Tile(
      Instance instance,
      String breaker,
      @Nullable Latest latest,
      List<DiskUse> disks,
      Map<Severity, Long> openAlerts) {}
}
