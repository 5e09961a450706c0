package dev.arrway.domain.monitor;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Samples added up: how many there were, in which condition, and of each metric the sum of what was
 * known and its peak. Adding rollups up gives what adding their samples up would have given, in
 * whatever order, so that averages survive down-sampling.
 *
 * @param conditions samples in each condition
 * @param tallies of each metric that was known at least once
 */
public record Rollup(Map<Condition, Long> conditions, Map<Metric, Tally> tallies) {
  /** Of no samples. */
  public static final Rollup EMPTY = new Rollup(Map.of(), Map.of());

  public Rollup {
    conditions = ordered(Condition.class, conditions);
    tallies = ordered(Metric.class, tallies);
  }

  /**
   * One metric added up.
   *
   * @param count samples that knew it, above 0
   * @param sum of their values
   * @param peak the greatest of them
   */
  public record Tally(long count, double sum, double peak) {
    Tally plus(Tally other) {
      return new Tally(count + other.count, sum + other.sum, Math.max(peak, other.peak));
    }
  }

  /** Of one sample; what it does not know is not among the values. */
  public static Rollup of(Condition condition, Map<Metric, Double> values) {
    return new Rollup(
        Map.of(condition, 1L),
        values.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, e -> new Tally(1, e.getValue(), e.getValue()))));
  }

  /** Both added up. */
  public Rollup plus(Rollup other) {
    return new Rollup(
        merged(conditions, other.conditions, Long::sum),
        merged(tallies, other.tallies, Tally::plus));
  }

  /** All of them added up. */
  public static Rollup sum(Stream<Rollup> all) {
    return all.reduce(EMPTY, Rollup::plus);
  }

  /** How many samples there were. */
  public long samples() {
    return conditions.values().stream().mapToLong(count -> count).sum();
  }

  /** The mean of the samples that knew the metric, or null when none did. */
  public @Nullable Double average(Metric metric) {
    Tally tally = tallies.get(metric);
    return tally == null ? null : tally.sum() / tally.count();
  }

  /** The greatest value, or null when no sample knew it. */
  public @Nullable Double peak(Metric metric) {
    Tally tally = tallies.get(metric);
    return tally == null ? null : tally.peak();
  }

  private static <K, V> Map<K, V> merged(
      Map<K, V> one, Map<K, V> other, java.util.function.BinaryOperator<V> both) {
    return Stream.concat(one.entrySet().stream(), other.entrySet().stream())
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, both));
  }

  private static <K extends Enum<K>, V> Map<K, V> ordered(Class<K> type, Map<K, V> given) {
    EnumMap<K, V> copy = new EnumMap<>(type);
    copy.putAll(given);
    return Collections.unmodifiableMap(copy);
  }
}
