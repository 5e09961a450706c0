package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.Step;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The numbers of episodes in steps. */
final class Episodes {
  private Episodes() {}

  /** Season and episode of the last one that was imported; nulls when nobody told its numbers. */
  static @Nullable Integer[] newest(List<Step> steps) {
    return steps.stream()
        .filter(step -> step.kind().imports())
        .flatMap(step -> numbers(step).stream())
        .max(Comparator.comparing((Integer[] n) -> n[0]).thenComparing(n -> n[1]))
        .orElse(new Integer[2]);
  }

  private static List<Integer[]> numbers(Step step) {
    return step.data().get("episodes") instanceof List<?> all
        ? all.stream()
            .filter(Map.class::isInstance)
            .map(Map.class::cast)
            .filter(
                one -> one.get("season") instanceof Number && one.get("episode") instanceof Number)
            .map(one -> new Integer[] {number(one, "season"), number(one, "episode")})
            .toList()
        : List.of();
  }

  private static Integer number(Map<?, ?> one, String name) {
    return one.get(name) instanceof Number number ? number.intValue() : 0;
  }
}
