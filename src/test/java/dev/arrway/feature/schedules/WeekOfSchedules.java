package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.ScheduleBench.OWNER;
import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.ArrTag;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.schedules.plan.WindowOracle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Lets a week pass, step by step, and then holds what was searched against the rules. */
final class WeekOfSchedules {
  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final List<String> STATES =
      List.of("downloading", "downloading", "queued", "paused", "completed", "warning");

  private final ScheduleBench bench;
  private final Map<WantedKind, List<WantedItem>> wanted;
  private final Map<Long, WantedItem> items = new HashMap<>();
  private final Random random;
  private final TreeMap<Instant, Moment> moments = new TreeMap<>();

  WeekOfSchedules(ScheduleBench bench, Map<WantedKind, List<WantedItem>> wanted, long seed) {
    this.bench = bench;
    this.wanted = wanted;
    this.random = new Random(seed);
    wanted.values().forEach(list -> list.forEach(item -> items.put(item.id(), item)));
  }

  /** How the instance stood when the gateways looked. */
  private record Moment(boolean trouble, int active, Set<Long> queued) {}

  /** One item that one schedule searched. */
  private record Search(Instant at, ScheduleRules rules, long run, WantedItem item) {}

  void run(List<ScheduleRules> rules) {
    List<Schedule> schedules =
        rules.stream().map(one -> await(bench.first().create(OWNER, one))).toList();
    Instant end = bench.clock().instant().plus(WEEK);
    while (bench.clock().instant().isBefore(end)) {
      change();
      bench.tick();
      bench.clock().pass(pause());
    }
    List<Search> searches = new ArrayList<>();
    for (Schedule schedule : schedules) {
      List<Run> runs = bench.runs(schedule);
      runsAreApart(schedule.rules(), runs);
      for (Run run : runs) {
        addsUp(schedule.rules(), run);
        run.items().forEach(item -> searches.add(search(schedule.rules(), run, item)));
      }
    }
    searches.sort(java.util.Comparator.comparing(Search::at).thenComparing(Search::run));
    sentIsWhatIsWrittenDown(searches);
    rulesHold(searches);
    somethingHappened(schedules.get(schedules.size() - 1), searches);
  }

  private Search search(ScheduleRules rules, Run run, Run.Item item) {
    assertThat(item.outcome()).isIn("pending", item.itemId() % 2 == 1 ? "grabbed" : "none");
    WantedItem known = items.get(item.itemId());
    assertThat(known).isNotNull();
    return new Search(run.startedAt(), rules, run.id(), known);
  }

  /** Minutes, and now and then hours in which no gateway is there. */
  private Duration pause() {
    return random.nextInt(60) == 0
        ? Duration.ofHours(1 + random.nextInt(9))
        : Duration.ofMinutes(4 + random.nextInt(30));
  }

  private void change() {
    boolean failing = random.nextInt(12) == 0;
    boolean healthy = random.nextInt(20) != 0;
    List<QueueItem> rows = new ArrayList<>();
    for (long id : items.keySet()) {
      if (random.nextInt(15) == 0) {
        rows.add(row(id, STATES.get(random.nextInt(STATES.size()))));
      }
    }
    bench.instance().indexersFail(failing);
    bench.instance().healthy(healthy);
    bench.instance().queue(rows);
    int active = (int) rows.stream().filter(row -> row.status().equals("downloading")).count();
    Set<Long> queued = new HashSet<>();
    rows.forEach(row -> queued.add(row.id()));
    moments.put(bench.clock().instant(), new Moment(failing || !healthy, active, queued));
  }

  private static QueueItem row(long id, String status) {
    return new QueueItem(
        id,
        id,
        null,
        null,
        "r",
        null,
        null,
        status,
        "ok",
        "downloading",
        null,
        List.of(),
        "hash" + id,
        null,
        null,
        null,
        null,
        1,
        1,
        null,
        null);
  }

  private static void runsAreApart(ScheduleRules rules, List<Run> newestFirst) {
    List<Run> ran = newestFirst.stream().filter(run -> run.blocked() == null).toList();
    assertThat(ran).allMatch(run -> Set.of("searching", "completed").contains(run.status()));
    IntStream.range(1, ran.size())
        .forEach(
            i ->
                assertThat(Duration.between(ran.get(i).startedAt(), ran.get(i - 1).startedAt()))
                    .isGreaterThanOrEqualTo(rules.interval()));
  }

  private void addsUp(ScheduleRules rules, Run run) {
    long listed =
        rules.strategy().kinds().stream()
            .flatMap(kind -> wanted.getOrDefault(kind, List.of()).stream())
            .filter(item -> item.monitored() || !rules.monitoredOnly())
            .count();
    int reasons = run.reasons().values().stream().mapToInt(Integer::intValue).sum();
    assertThat(reasons).isEqualTo(run.candidates());
    assertThat(run.items()).hasSize(run.reasons().getOrDefault("selected", 0));
    assertThat(run.items()).hasSizeLessThanOrEqualTo(rules.batchSize());
    assertThat((long) run.candidates()).isEqualTo(run.blocked() == null ? listed : 0);
  }

  private void sentIsWhatIsWrittenDown(List<Search> searches) {
    Map<Instant, List<Long>> sent = new TreeMap<>();
    for (FakeInstance.Searched one : bench.instance().searched()) {
      sent.computeIfAbsent(one.at(), at -> new ArrayList<>()).addAll(one.items());
    }
    Map<Instant, List<Long>> written =
        searches.stream()
            .collect(
                Collectors.groupingBy(
                    Search::at,
                    TreeMap::new,
                    Collectors.mapping(one -> one.item().id(), Collectors.toList())));
    sent.values().forEach(ids -> ids.sort(null));
    written.values().forEach(ids -> ids.sort(null));
    assertThat(sent).isEqualTo(written);
  }

  private void rulesHold(List<Search> searches) {
    Map<Long, Instant> last = new HashMap<>();
    List<Search> before = new ArrayList<>();
    for (Search one : searches) {
      ScheduleRules rules = one.rules();
      Instant free = one.at().minus(Duration.ofHours(rules.cooldownHours()));
      WantedItem item = one.item();
      Moment then = moments.get(one.at());
      assertThat(last.getOrDefault(item.id(), Instant.MIN)).isBeforeOrEqualTo(free);
      assertThat(item.lastSearchAt() == null || !item.lastSearchAt().isAfter(free)).isTrue();
      assertThat(WindowOracle.mayBeOpen(rules.hours(), one.at())).isTrue();
      assertThat(then.trouble()).isFalse();
      assertThat(then.queued()).doesNotContain(item.id());
      Integer most = rules.maxActiveDownloads();
      assertThat(most == null || then.active() < most).isTrue();
      assertThat(item.airedAt()).isBeforeOrEqualTo(one.at().minus(grace(rules)));
      assertThat(item.monitored() || !rules.monitoredOnly()).isTrue();
      assertThat(labels(item)).doesNotContainAnyElementsOf(rules.excludeTags());
      assertThat(labels(item)).containsAll(rules.includeTags());
      before.add(one);
      last.put(item.id(), one.at());
    }
    capsHold(before);
  }

  private static Duration grace(ScheduleRules rules) {
    return Duration.ofHours(rules.graceHours());
  }

  private static List<String> labels(WantedItem item) {
    return FakeInstance.TAGS.stream()
        .filter(tag -> item.tags().contains(tag.id()))
        .map(ArrTag::label)
        .toList();
  }

  /**
   * Within the hour up to any search of a schedule the instance has seen no more than it allows. Of
   * the runs at the same moment it is not known which came first: each counts its own, and all of
   * them together what the one that allows most lets through.
   */
  private static void capsHold(List<Search> searches) {
    for (Search one : searches) {
      List<Search> hour =
          searches.stream()
              .filter(other -> other.at().isAfter(one.at().minus(HOUR)))
              .filter(other -> !other.at().isAfter(one.at()))
              .toList();
      long own =
          hour.stream()
              .filter(other -> other.at().isBefore(one.at()) || other.run() == one.run())
              .count();
      int most =
          hour.stream()
              .filter(other -> other.at().equals(one.at()))
              .mapToInt(other -> other.rules().maxPerHour())
              .max()
              .orElseThrow();
      assertThat(own).isLessThanOrEqualTo(one.rules().maxPerHour());
      assertThat(hour).hasSizeLessThanOrEqualTo(most);
    }
  }

  /** The schedule without bounds has run almost hourly, and searched all that it may. */
  private void somethingHappened(Schedule hourly, List<Search> searches) {
    assertThat(bench.runs(hourly)).hasSizeGreaterThan(50);
    Set<Long> found = searches.stream().map(one -> one.item().id()).collect(Collectors.toSet());
    assertThat(items.values())
        .filteredOn(item -> item.monitored() && !item.tags().contains(1L))
        .filteredOn(item -> item.airedAt().isBefore(bench.clock().instant().minus(WEEK)))
        .allSatisfy(item -> assertThat(found).contains(item.id()));
  }
}
