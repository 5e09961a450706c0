package dev.arrway.domain.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class StepsInAnyOrderTest {
  /** What is known after these were told, as it is stored. */
  private static Map<String, Step> told(List<Step> steps) {
    Map<String, Step> known = new TreeMap<>();
    steps.forEach(step -> known.merge(step.key(), step, Step::merge));
    return known;
  }

  private static List<Step> shuffledAndRepeated(List<Step> steps, long seed) {
    Random random = new Random(seed);
    List<Step> all = new ArrayList<>(steps);
    steps.stream().filter(step -> random.nextBoolean()).forEach(all::add);
    Collections.shuffle(all, random);
    return all;
  }

  /** Of one key several tellings differ in their time, their kind and what they know. */
  @Provide
  Arbitrary<List<Step>> tellings() {
    Arbitrary<Map<String, Object>> data =
        Arbitraries.maps(
                Arbitraries.of("release", "error", "size"),
                Arbitraries.<Object>of("a", "b", "c", 1, 2L, true))
            .ofMaxSize(3);
    return Combinators.combine(
            Arbitraries.of(StepKind.values()),
            Arbitraries.integers().between(0, 30),
            Arbitraries.of("one", "two"),
            Arbitraries.integers().between(0, 3),
            data)
        .as(
            (kind, minute, download, key, known) ->
                new Step(
                    "key " + key + download,
                    kind,
                    TestSteps.START.plusSeconds(60L * minute),
                    key == 0 ? null : (long) key,
                    kind.ofDownload() ? download : null,
                    known))
        .list()
        .ofMaxSize(14);
  }

  @Property(tries = 3_000)
  void theOutcomeIsTheSame(@ForAll("tellings") List<Step> steps, @ForAll long seed) {
    Map<String, Step> straight = told(steps);
    Map<String, Step> anyhow = told(shuffledAndRepeated(steps, seed));
    assertThat(anyhow).isEqualTo(straight);
    assertThat(Standing.of(anyhow.values())).isEqualTo(Standing.of(straight.values()));
    assertThat(Why.of(anyhow.values(), Facts.none(1, List.of())))
        .isEqualTo(Why.of(straight.values(), Facts.none(1, List.of())));
  }

  @Property(tries = 1_000)
  void theWholeWayEndsWhereItEndsInWhicheverOrderItIsTold(@ForAll long seed) {
    List<Step> anyhow = shuffledAndRepeated(TestSteps.whole(), seed);
    assertThat(Standing.of(told(anyhow).values()).orElseThrow().state())
        .isEqualTo(TimelineState.PLAYABLE);
  }

  @Property(tries = 1_000)
  void noStepOfADownloadLeadsBehindItsImport(@ForAll("tellings") List<Step> steps) {
    List<Step> all = new ArrayList<>(steps);
    all.removeIf(step -> !step.kind().ofDownload());
    all.add(TestSteps.step(StepKind.IMPORTED, 0));
    assertThat(Standing.of(all).orElseThrow().state()).isEqualTo(TimelineState.IMPORTED);
  }
}
