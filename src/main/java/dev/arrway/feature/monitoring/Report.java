package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Rollup;
import dev.arrway.upstream.Instance;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A period in a few numbers.
 *
 * @param resolution what it is summed from
 * @param instances each by itself, by id
 */
public record Report(Instant from, Instant to, Resolution resolution, List<OfInstance> instances) {
  public Report {
    instances = List.copyOf(instances);
  }

  /**
   * One instance.
   *
   * @param rollup empty when it was not measured in the period
   * @param latest its last sample whenever that was, or null before the first
   */
  public record OfInstance(Instance instance, Rollup rollup, @Nullable Latest latest) {}

  /** All instances added up. */
  public Rollup total() {
    return Rollup.sum(instances.stream().map(OfInstance::rollup));
  }
}
