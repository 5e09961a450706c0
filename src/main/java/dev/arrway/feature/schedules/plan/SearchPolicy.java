package dev.arrway.feature.schedules.plan;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a schedule may do.
 *
 * @param batchSize items a run at most, at least 1
 * @param cooldown how long an item is left alone after a search, at least an hour
 * @param maxPerHour searches of items that the instance may see within any hour, whichever schedule
 *     they are of, at least 1
 * @param includeTags only items with one of these labels, lower-case; all when empty
 * @param excludeTags no items with one of these labels
 * @param grace how long after its release an item is left to the instance
 * @param maxActiveDownloads downloads that may be active for a run to search, null for any number
 * @param monitoredOnly only what the instance looks for itself
 * @param seed makes chance repeatable
 */
public record SearchPolicy(
    Strategy strategy,
    int batchSize,
    Duration cooldown,
    int maxPerHour,
    Windows windows,
    Set<String> includeTags,
    Set<String> excludeTags,
    Duration grace,
    @Nullable Integer maxActiveDownloads,
    boolean monitoredOnly,
    Order order,
    long seed) {
  /** What is searched again sooner than this could not be counted by its last search alone. */
  public static final Duration LEAST_COOLDOWN = Duration.ofHours(1);

  public SearchPolicy {
    includeTags = Set.copyOf(includeTags);
    excludeTags = Set.copyOf(excludeTags);
    require(batchSize >= 1, "batchSize " + batchSize + " is below 1");
    require(maxPerHour >= 1, "maxPerHour " + maxPerHour + " is below 1");
    require(cooldown.compareTo(LEAST_COOLDOWN) >= 0, "cooldown " + cooldown + " is below an hour");
    require(!grace.isNegative(), "grace " + grace + " is negative");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
