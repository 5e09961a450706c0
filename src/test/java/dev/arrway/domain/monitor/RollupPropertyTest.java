package dev.arrway.domain.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class RollupPropertyTest {
  private record Raw(Condition condition, Map<Metric, Double> values) {
    Rollup rollup() {
      return Rollup.of(condition, values);
    }
  }

  @Property(tries = 500)
  void averagesAndPeaksSurviveDownSampling(
      @ForAll long seed,
      @ForAll @IntRange(max = 300) int count,
      @ForAll @IntRange(min = 1, max = 60) int bucket) {
    List<Raw> raw = raw(new Random(seed), count);
    List<Rollup> hours = new ArrayList<>();
    for (int at = 0; at < raw.size(); at += bucket) {
      hours.add(
          Rollup.sum(raw.subList(at, Math.min(raw.size(), at + bucket)).stream().map(Raw::rollup)));
    }
    Rollup total = Rollup.sum(hours.stream());
    assertThat(total.samples()).isEqualTo(count);
    for (Condition condition : Condition.values()) {
      assertThat(total.conditions().getOrDefault(condition, 0L))
          .isEqualTo(raw.stream().filter(one -> one.condition() == condition).count());
    }
    for (Metric metric : Metric.values()) {
      double[] known =
          raw.stream()
              .filter(one -> one.values().containsKey(metric))
              .mapToDouble(one -> one.values().get(metric))
              .toArray();
      if (known.length == 0) {
        assertThat(total.average(metric)).isNull();
        assertThat(total.peak(metric)).isNull();
        continue;
      }
      var statistics = java.util.Arrays.stream(known).summaryStatistics();
      assertThat(total.average(metric)).isCloseTo(statistics.getAverage(), within(1e-6));
      assertThat(total.peak(metric)).isEqualTo(statistics.getMax());
    }
  }

  @Property(tries = 200)
  void theOrderOfAddingDoesNotMatter(@ForAll long seed, @ForAll @IntRange(max = 50) int count) {
    List<Raw> raw = new ArrayList<>(raw(new Random(seed), count));
    Rollup forward = Rollup.sum(raw.stream().map(Raw::rollup));
    java.util.Collections.shuffle(raw, new Random(seed));
    Rollup shuffled = Rollup.sum(raw.stream().map(Raw::rollup));
    assertThat(shuffled.conditions()).isEqualTo(forward.conditions());
    for (Metric metric : Metric.values()) {
      assertThat(shuffled.peak(metric)).isEqualTo(forward.peak(metric));
      if (forward.average(metric) != null) {
        assertThat(shuffled.average(metric)).isCloseTo(forward.average(metric), within(1e-6));
      }
    }
  }

  private static List<Raw> raw(Random random, int count) {
    List<Raw> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<Metric, Double> values = new EnumMap<>(Metric.class);
      for (Metric metric : Metric.values()) {
        if (random.nextBoolean()) {
          values.put(metric, random.nextDouble() * 1_000);
        }
      }
      all.add(new Raw(Condition.values()[random.nextInt(Condition.values().length)], values));
    }
    return all;
  }
}
