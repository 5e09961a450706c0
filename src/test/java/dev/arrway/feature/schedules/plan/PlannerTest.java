package dev.arrway.feature.schedules.plan;

import static dev.arrway.feature.schedules.plan.Wanted.NOW;
import static dev.arrway.feature.schedules.plan.Wanted.episode;
import static dev.arrway.feature.schedules.plan.Wanted.movie;
import static dev.arrway.feature.schedules.plan.Wanted.policy;
import static dev.arrway.feature.schedules.plan.Wanted.row;
import static dev.arrway.feature.schedules.plan.Wanted.tagged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.arr.SearchTarget;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is searched, and the one reason that everything else gets. */
class PlannerTest {
  private static final Conditions CALM = new Conditions(false, null, 3, Map.of());

  private static Plan plan(SearchPolicy policy, List<Candidate> candidates) {
    return plan(policy, candidates, SearchLog.NONE, QueueLoad.EMPTY, CALM);
  }

  private static Plan plan(
      SearchPolicy policy,
      List<Candidate> candidates,
      SearchLog log,
      QueueLoad queue,
      Conditions conditions) {
    return Planner.plan(policy, NOW, candidates, log, queue, conditions);
  }

  private static Map<Long, Reason> reasons(Plan plan) {
    return plan.verdicts().stream()
        .collect(Collectors.toMap(one -> one.candidate().id(), Plan.Verdict::reason));
  }

  private static List<Long> selected(Plan plan) {
    return plan.selected().stream().map(Candidate::id).toList();
  }

  private static SearchPolicy tags(Set<String> include, Set<String> exclude) {
    SearchPolicy base = policy(10, 100);
    return new SearchPolicy(
        base.strategy(),
        base.batchSize(),
        base.cooldown(),
        base.maxPerHour(),
        base.windows(),
        include,
        exclude,
        base.grace(),
        2,
        true,
        base.order(),
        1);
  }

  @Test
  void everyCandidateHasItsReason() {
    Instant long_ago = NOW.minus(Duration.ofDays(900));
    List<Candidate> candidates =
        List.of(
            movie(1),
            movie(2, long_ago, null, false, true),
            movie(3, NOW.plusSeconds(60), null, true, null),
            movie(4, long_ago, null, true, false),
            movie(5, NOW.minus(Duration.ofHours(5)), null, true, true),
            movie(6),
            movie(7, long_ago, NOW.minus(Duration.ofHours(23)), true, true),
            movie(8),
            movie(9, null, null, true, null),
            movie(10, NOW.plus(Duration.ofDays(9)), null, true, true));
    Plan plan =
        plan(
            policy(10, 100),
            candidates,
            new SearchLog(Map.of(8L, NOW.minusSeconds(1)), 1),
            new QueueLoad(Set.of(6L), 1),
            CALM);
    assertThat(reasons(plan))
        .containsEntry(1L, Reason.SELECTED)
        .containsEntry(2L, Reason.NOT_MONITORED)
        .containsEntry(3L, Reason.NOT_RELEASED)
        .containsEntry(4L, Reason.NOT_RELEASED)
        .containsEntry(5L, Reason.GRACE)
        .containsEntry(6L, Reason.IN_QUEUE)
        .containsEntry(7L, Reason.COOLDOWN)
        .containsEntry(8L, Reason.COOLDOWN)
        .containsEntry(9L, Reason.NOT_RELEASED)
        .containsEntry(10L, Reason.SELECTED)
        .hasSize(10);
    assertThat(plan.counts().values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(10);
  }

  @Test
  void labelsLetInAndKeepOut() {
    Plan plan =
        plan(
            tags(Set.of("family", "kids"), Set.of("later")),
            List.of(tagged(1, "family"), tagged(2), tagged(3, "kids", "later"), tagged(4, "x")));
    assertThat(reasons(plan))
        .isEqualTo(
            Map.of(
                1L, Reason.SELECTED,
                2L, Reason.TAG_MISSING,
                3L, Reason.TAG_EXCLUDED,
                4L, Reason.TAG_MISSING));
  }

  @Test
  void theBatchAndTheHourAreNeverOverfilled() {
    List<Candidate> ten = LongStream.rangeClosed(1, 10).mapToObj(Wanted::movie).toList();
    assertThat(plan(policy(3, 100), ten).counts())
        .isEqualTo(Map.of(Reason.SELECTED, 3, Reason.BATCH_FULL, 7));
    Plan capped = plan(policy(8, 20), ten, new SearchLog(Map.of(), 18), QueueLoad.EMPTY, CALM);
    assertThat(capped.counts()).isEqualTo(Map.of(Reason.SELECTED, 2, Reason.HOURLY_CAP, 8));
    Plan spent = plan(policy(8, 20), ten, new SearchLog(Map.of(), 25), QueueLoad.EMPTY, CALM);
    assertThat(spent.counts()).isEqualTo(Map.of(Reason.HOURLY_CAP, 10));
  }

  @Test
  void whatNobodySearchedGoesFirstInEveryOrder() {
    Instant out = NOW.minus(Duration.ofDays(400));
    List<Candidate> candidates =
        List.of(
            movie(1, out, NOW.minus(Duration.ofDays(3)), true, true),
            movie(2, out.plusSeconds(9), null, true, true),
            movie(3, out.plusSeconds(99), null, true, true),
            movie(4, out.plusSeconds(999), NOW.minus(Duration.ofDays(5)), true, true));
    assertThat(selected(plan(policy(9, 9, Order.OLDEST_SEARCH), candidates)))
        .containsExactly(2L, 3L, 4L, 1L);
    assertThat(selected(plan(policy(9, 9, Order.NEWEST_RELEASE), candidates)))
        .containsExactly(3L, 2L, 4L, 1L);
    assertThat(selected(plan(policy(9, 9, Order.OLDEST_RELEASE), candidates)))
        .containsExactly(2L, 3L, 4L, 1L);
    assertThat(selected(plan(policy(9, 9, Order.RANDOM), candidates)).subList(0, 2))
        .containsExactlyInAnyOrder(2L, 3L);
  }

  @Test
  void chanceIsTheSameForTheSameSeedAndMovesOn() {
    List<Candidate> many = LongStream.rangeClosed(1, 50).mapToObj(Wanted::movie).toList();
    SearchPolicy policy = policy(50, 100, Order.RANDOM);
    List<Long> once = selected(plan(policy, many));
    assertThat(selected(plan(policy, many))).isEqualTo(once);
    Plan later =
        Planner.plan(policy, NOW.plusSeconds(600), many, SearchLog.NONE, QueueLoad.EMPTY, CALM);
    assertThat(selected(later)).isNotEqualTo(once).containsExactlyInAnyOrderElementsOf(once);
    assertThat(once).isNotEqualTo(once.stream().sorted().toList());
  }

  @Test
  void aBlockedRunSearchesNothingAndSaysWhatItWould() {
    List<Candidate> candidates = List.of(movie(1), movie(2, NOW, null, false, true));
    Conditions failing = new Conditions(false, Block.INDEXERS_FAILING, 3, Map.of());
    Plan plan = plan(policy(9, 9), candidates, SearchLog.NONE, QueueLoad.EMPTY, failing);
    assertThat(plan.blocked()).isEqualTo(Block.INDEXERS_FAILING);
    assertThat(plan.searches()).isEmpty();
    assertThat(plan.counts()).isEqualTo(Map.of(Reason.BLOCKED, 1, Reason.NOT_MONITORED, 1));
  }

  @Test
  void onlyActiveDownloadsHoldBack() {
    QueueLoad queue =
        QueueLoad.of(
            List.of(
                row(1, 11L, "downloading", "downloading", "abc"),
                row(2, 12L, "downloading", "downloading", "ABC"),
                row(3, 13L, "queued", "downloading", null),
                row(4, 14L, "paused", "downloading", "p"),
                row(5, 15L, "completed", "import_pending", "c"),
                row(6, 16L, "downloading", "import_blocked", "b"),
                row(7, 17L, "failed", "failed", "f"),
                row(8, null, "warning", "downloading", "w"),
                row(9, null, "downloading", null, "xyz")));
    assertThat(queue.active()).isEqualTo(2);
    assertThat(queue.items()).containsExactlyInAnyOrder(11L, 12L, 13L, 14L, 15L, 16L);
    SearchPolicy two = tags(Set.of(), Set.of());
    assertThat(Planner.blocked(two, NOW, queue, CALM)).isEqualTo(Block.BACK_PRESSURE);
    assertThat(Planner.blocked(two, NOW, new QueueLoad(Set.of(), 1), CALM)).isNull();
  }

  @Test
  void aSeasonIsSearchedAsAWholeOnlyWhenAllOfItIsSelected() {
    List<Candidate> episodes =
        List.of(
            episode(101, 1, 1),
            episode(102, 1, 1),
            episode(103, 1, 2),
            episode(104, 1, 2),
            episode(201, 2, 1));
    Conditions known =
        new Conditions(
            false, null, 3, Map.of(new Season(1, 1), 2, new Season(1, 2), 8, new Season(2, 1), 1));
    Plan plan = plan(policy(9, 9), episodes, SearchLog.NONE, QueueLoad.EMPTY, known);
    assertThat(plan.searches())
        .extracting(Plan.Search::target)
        .containsExactly(
            SearchTarget.series(1, 1), SearchTarget.episodes(List.of(103L, 104L, 201L)));
    assertThat(plan.estimatedQueries()).isEqualTo((1 + 3) * 3);
  }

  @Test
  void moviesShareOneCommand() {
    Plan plan = plan(policy(9, 9), List.of(movie(3), movie(1), movie(3)));
    assertThat(plan.searches())
        .extracting(Plan.Search::target)
        .containsExactly(SearchTarget.movies(List.of(1L, 3L)));
    assertThat(plan.verdicts()).hasSize(2);
  }

  @Test
  void aPolicyThatCouldNotHoldItsPromisesCannotBeMade() {
    assertThatThrownBy(() -> policy(0, 5)).hasMessageContaining("batchSize 0");
    assertThatThrownBy(() -> policy(5, 0)).hasMessageContaining("maxPerHour 0");
  }
}
