package dev.arrway.feature.schedules;

import dev.arrway.feature.schedules.plan.Order;
import dev.arrway.feature.schedules.plan.SearchPolicy;
import dev.arrway.feature.schedules.plan.Strategy;
import dev.arrway.feature.schedules.plan.Window;
import dev.arrway.feature.schedules.plan.Windows;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a user wants of a schedule; ranges are the contract's.
 *
 * @param name unique per user
 * @param intervalMinutes from the beginning of one run to that of the next
 * @param windows when it may search; none means always
 * @param timeZone whose clock the windows go by
 * @param includeTags labels, lower-case, of which an item needs one; all items when empty
 * @param excludeTags labels, lower-case, of which an item must have none
 * @param graceHours how long after its release an item is left to the instance
 * @param maxActiveDownloads null for any number
 * @param seed for the random order
 */
public record ScheduleRules(
    long instanceId,
    String name,
    boolean enabled,
    Strategy strategy,
    int batchSize,
    int intervalMinutes,
    int cooldownHours,
    int maxPerHour,
    List<Window> windows,
    ZoneId timeZone,
    List<String> includeTags,
    List<String> excludeTags,
    int graceHours,
    @Nullable Integer maxActiveDownloads,
    boolean monitoredOnly,
    Order order,
    long seed) {
  public ScheduleRules {
    windows = List.copyOf(windows);
    includeTags = List.copyOf(includeTags);
    excludeTags = List.copyOf(excludeTags);
  }

  /** The same for the planner. */
  SearchPolicy policy() {
    return new SearchPolicy(
        strategy,
        batchSize,
        Duration.ofHours(cooldownHours),
        maxPerHour,
        hours(),
        Set.copyOf(includeTags),
        Set.copyOf(excludeTags),
        Duration.ofHours(graceHours),
        maxActiveDownloads,
        monitoredOnly,
        order,
        seed);
  }

  Windows hours() {
    return new Windows(windows, timeZone);
  }

  Duration interval() {
    return Duration.ofMinutes(intervalMinutes);
  }

  /** When it runs next: an interval after its last run, at once when that is over, in a window. */
  @Nullable Instant nextRun(@Nullable Instant last, Instant now) {
    if (!enabled) {
      return null;
    }
    Instant next = last == null ? now : last.plus(interval());
    return hours().openFrom(next.isBefore(now) ? now : next);
  }
}
