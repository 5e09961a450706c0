package dev.arrway.domain.drift;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.drift.Difference.Kind;
import dev.arrway.domain.drift.RevertPlan.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ComparisonPropertyTest {
  @Property(tries = 300)
  void otherIdsOrdersAndFreeSpaceAreNoDrift(@ForAll long seed, @ForAll long other) {
    ServerDocuments now = new ServerDocuments(seed);
    now.renumber(other);
    now.shuffle(other);
    assertThat(Comparison.of(new ServerDocuments(seed).state(), now.state())).isEmpty();
  }

  @Property(tries = 600)
  void aValueThatChangesIsReportedOnceByItsPath(
      @ForAll long seed, @ForAll long other, @ForAll @IntRange(max = 11) int which) {
    ServerDocuments now = new ServerDocuments(seed);
    String path = now.change(which, new Random(other));
    now.renumber(other);
    now.shuffle(other);
    assertThat(Comparison.of(new ServerDocuments(seed).state(), now.state()))
        .extracting(Difference::path)
        .containsExactly(path);
  }

  @Property(tries = 300)
  void anObjectMoreOrLessIsOneDifference(@ForAll long seed, @ForAll long other) {
    Random random = new Random(other);
    ServerDocuments now = new ServerDocuments(seed);
    ArrObject kind =
        List.of(ArrObject.TAG, ArrObject.QUALITY_PROFILE, ArrObject.ROOT_FOLDER)
            .get(random.nextInt(3));
    List<Map<String, Object>> all = now.documents.get(kind);
    all.remove(random.nextInt(all.size()));
    now.renumber(other);
    State before = new ServerDocuments(seed).state();
    assertThat(Comparison.of(before, now.state()))
        .singleElement()
        .satisfies(
            d -> {
              assertThat(d.kind()).isEqualTo(Kind.REMOVED);
              assertThat(d.actual()).isNull();
            });
    assertThat(Comparison.of(now.state(), before))
        .singleElement()
        .satisfies(d -> assertThat(d.kind()).isEqualTo(Kind.ADDED));
  }

  @Property(tries = 300)
  void theWayBackCoversEveryDifferenceOrSaysWhyNot(
      @ForAll long seed, @ForAll long other, @ForAll boolean deleteAdded) {
    Random random = new Random(other);
    State before = new ServerDocuments(seed).state();
    ServerDocuments now = new ServerDocuments(seed);
    for (int i = 0; i < 5; i++) {
      String path = now.change(random.nextInt(12), random);
      assertThat(path).isNotEmpty();
    }
    now.documents.get(ArrObject.TAG).add(new java.util.HashMap<>(Map.of("id", 77, "label", "new")));
    now.documents.get(ArrObject.TAG).remove(0);
    now.renumber(other);
    RevertPlan plan = RevertPlan.of(before, now.state(), path -> true, deleteAdded);
    List<String> told = new ArrayList<>();
    plan.steps().forEach(step -> step.undone().forEach(d -> told.add(d.path())));
    plan.notReverted().forEach(kept -> told.add(kept.path()));
    assertThat(told)
        .containsExactlyInAnyOrderElementsOf(
            Comparison.of(before, now.state()).stream().map(Difference::path).toList());
    assertThat(plan.steps()).extracting(RevertPlan.Step::stage).isSorted();
    assertThat(plan.steps().stream().anyMatch(step -> step.action() == Action.DELETE))
        .isEqualTo(deleteAdded);
  }

  @Property(tries = 300)
  void onlyTheFieldsOfWhatIsWantedArePutBack(@ForAll long seed, @ForAll long other) {
    Random random = new Random(other);
    ServerDocuments now = new ServerDocuments(seed);
    String wanted = now.change(0, random);
    String alsoChanged = now.change(9, random);
    RevertPlan plan =
        RevertPlan.of(new ServerDocuments(seed).state(), now.state(), wanted::equals, true);
    assertThat(plan.steps())
        .singleElement()
        .satisfies(step -> assertThat(step.fields()).containsExactly("minFormatScore"));
    assertThat(plan.notReverted()).isEmpty();
    assertThat(alsoChanged).isNotEqualTo(wanted);
  }
}
