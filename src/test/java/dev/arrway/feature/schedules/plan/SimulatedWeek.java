package dev.arrway.feature.schedules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A week of runs of several schedules on one instance, each run held against the rules. */
final class SimulatedWeek {
  static final Instant BEGIN = Instant.parse("2026-03-25T00:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant END = BEGIN.plus(Duration.ofDays(7));

  private final List<Scheduled> schedules;
  private final List<Candidate> items;
  private final Random random;
  private final Map<Long, Instant> last = new HashMap<>();
  private final TreeMap<Instant, Integer> searches = new TreeMap<>();
  private int runs;

  SimulatedWeek(List<Scheduled> schedules, List<Candidate> items, long seed) {
    this.schedules = schedules;
    this.items = items;
    this.random = new Random(seed);
  }

  /** A schedule that runs every so often. */
  record Scheduled(SearchPolicy policy, Duration interval) {}

  private record Due(Scheduled schedule, Instant at) {}

  /** Runs it; gives when each item was searched last. */
  Map<Long, Instant> run() {
    List<Due> due = new ArrayList<>();
    schedules.forEach(one -> due.add(new Due(one, BEGIN)));
    while (true) {
      Due next = due.stream().min(Comparator.comparing(Due::at)).orElseThrow();
      if (!next.at().isBefore(END)) {
        assertThat(runs).isPositive();
        return last;
      }
      run(next.schedule().policy(), next.at());
      due.remove(next);
      Instant after = next.at().plus(next.schedule().interval());
      due.add(new Due(next.schedule(), next.schedule().policy().windows().openFrom(after)));
    }
  }

  private void run(SearchPolicy policy, Instant now) {
    runs++;
    QueueLoad queue = queue();
    SearchLog log = new SearchLog(last, withinHour(now));
    Plan plan =
        Planner.plan(policy, now, items, log, queue, new Conditions(false, null, 2, Map.of()));
    everybodyHasOneReason(plan);
    for (Plan.Verdict verdict : plan.verdicts()) {
      assertThat(isTrue(verdict, policy, now, queue, plan)).as("%s", verdict).isTrue();
    }
    rulesHold(policy, now, queue, plan);
    plan.selected().forEach(one -> last.put(one.id(), now));
    searches.merge(now, plan.selected().size(), Integer::sum);
    assertThat(withinHour(now))
        .isLessThanOrEqualTo(Math.max(policy.maxPerHour(), log.withinHour()));
  }

  private int withinHour(Instant now) {
    return searches.tailMap(now.minus(HOUR), false).headMap(now, true).values().stream()
        .mapToInt(Integer::intValue)
        .sum();
  }

  private QueueLoad queue() {
    Set<Long> ids = new HashSet<>();
    for (Candidate item : items) {
      if (random.nextInt(10) == 0) {
        ids.add(item.id());
      }
    }
    return new QueueLoad(ids, random.nextInt(8));
  }

  private void everybodyHasOneReason(Plan plan) {
    assertThat(plan.verdicts()).hasSize(items.size()).doesNotContainNull();
    assertThat(plan.verdicts()).extracting(one -> one.candidate().id()).doesNotHaveDuplicates();
    assertThat(plan.counts().values().stream().mapToInt(Integer::intValue).sum())
        .isEqualTo(items.size());
    assertThat(plan.searches().stream().mapToInt(one -> one.items().size()).sum())
        .isEqualTo(plan.selected().size());
  }

  /** Whether what is said of a candidate is so. */
  private boolean isTrue(
      Plan.Verdict verdict, SearchPolicy policy, Instant now, QueueLoad queue, Plan plan) {
    Candidate one = verdict.candidate();
    Instant date = one.item().airedAt();
    int chosen = plan.selected().size();
    return switch (verdict.reason()) {
      case NOT_MONITORED -> policy.monitoredOnly() && !one.item().monitored();
      case TAG_EXCLUDED -> one.tags().stream().anyMatch(policy.excludeTags()::contains);
      case TAG_MISSING ->
          !policy.includeTags().isEmpty()
              && one.tags().stream().noneMatch(policy.includeTags()::contains);
      case NOT_RELEASED -> date == null || date.isAfter(now);
      case GRACE -> date != null && now.isBefore(date.plus(policy.grace()));
      case IN_QUEUE -> queue.items().contains(one.id());
      case COOLDOWN ->
          since(last.get(one.id()), policy.cooldown(), now)
              || since(one.item().lastSearchAt(), policy.cooldown(), now);
      case BLOCKED -> plan.blocked() != null;
      case BATCH_FULL -> chosen == policy.batchSize();
      case HOURLY_CAP -> withinHour(now) + chosen >= policy.maxPerHour();
      case SELECTED -> plan.blocked() == null;
    };
  }

  private static boolean since(Instant at, Duration wait, Instant now) {
    return at != null && now.isBefore(at.plus(wait));
  }

  private void rulesHold(SearchPolicy policy, Instant now, QueueLoad queue, Plan plan) {
    List<Candidate> selected = plan.selected();
    assertThat(selected).hasSizeLessThanOrEqualTo(policy.batchSize());
    assertThat(selected.isEmpty() || WindowOracle.mayBeOpen(policy.windows(), now)).isTrue();
    Integer most = policy.maxActiveDownloads();
    assertThat(selected.isEmpty() || most == null || queue.active() < most).isTrue();
    for (Candidate one : selected) {
      Instant before = last.get(one.id());
      Instant there = one.item().lastSearchAt();
      assertThat(before == null || !now.isBefore(before.plus(policy.cooldown()))).isTrue();
      assertThat(there == null || !now.isBefore(there.plus(policy.cooldown()))).isTrue();
      assertThat(queue.items()).doesNotContain(one.id());
      assertThat(one.item().monitored() || !policy.monitoredOnly()).isTrue();
      assertThat(one.tags()).doesNotContainAnyElementsOf(policy.excludeTags());
      assertThat(policy.includeTags().isEmpty() || one.tags().containsAll(policy.includeTags()))
          .isTrue();
      assertThat(one.item().airedAt().plus(policy.grace())).isBeforeOrEqualTo(now);
    }
    assertThat(plan.blocked() == null || selected.isEmpty()).isTrue();
  }
}
