package dev.arrway.feature.schedules;

import static dev.arrway.feature.schedules.ScheduleBench.INSTANCE;

import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.feature.schedules.plan.Order;
import dev.arrway.feature.schedules.plan.Strategy;
import dev.arrway.feature.schedules.plan.Window;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Whatever schedules work on an instance in a week with a change of the clock in it, with
 * downloads, troubles and hours without a gateway in between: caps, cool-downs and windows hold.
 */
class ScheduleWeekIT {
  private static final Instant BEGIN = Instant.parse("2026-03-25T00:00:00Z");

  @Property(tries = 6, shrinking = ShrinkingMode.OFF)
  void everyRuleHoldsForAWeek(
      @ForAll("schedules") List<ScheduleRules> schedules,
      @ForAll("items") List<WantedItem> items,
      @ForAll long seed) {
    List<ScheduleRules> all = new ArrayList<>(schedules);
    all.add(ScheduleBench.hourly("Hourly"));
    Map<WantedKind, List<WantedItem>> wanted =
        items.stream()
            .collect(
                Collectors.groupingBy(
                    item -> item.id() % 3 == 0 ? WantedKind.CUTOFF : WantedKind.MISSING));
    try (ScheduleBench bench = new ScheduleBench(BEGIN, wanted)) {
      new WeekOfSchedules(bench, wanted, seed).run(all);
    }
  }

  @Provide
  Arbitrary<List<WantedItem>> items() {
    Arbitrary<Integer> age = Arbitraries.integers().between(-200, 2_000);
    Arbitrary<Integer> searched = Arbitraries.integers().between(-1, 90);
    Arbitrary<Boolean> monitored = Arbitraries.integers().between(0, 9).map(one -> one > 0);
    Arbitrary<List<Long>> tags =
        Arbitraries.of(1L, 2L, 3L).set().ofMaxSize(2).map(labels -> List.copyOf(labels));
    Arbitrary<Integer> series = Arbitraries.integers().between(0, 4);
    Arbitrary<List<WantedItem>> unnumbered =
        Combinators.combine(age, searched, monitored, tags, series)
            .as(ScheduleWeekIT::item)
            .list()
            .ofMinSize(20)
            .ofMaxSize(120);
    return unnumbered.map(
        list ->
            LongStream.range(0, list.size())
                .mapToObj(i -> numbered(list.get((int) i), i + 1))
                .toList());
  }

  private static WantedItem item(
      int age, int searched, boolean monitored, List<Long> tags, int series) {
    return new WantedItem(
        0,
        series == 0 ? null : (long) series,
        "Title",
        null,
        2020,
        series == 0 ? null : 1,
        series == 0 ? null : 1,
        null,
        null,
        null,
        monitored,
        BEGIN.minus(Duration.ofHours(age)),
        searched < 0 ? null : BEGIN.minus(Duration.ofHours(searched)),
        null,
        tags);
  }

  private static WantedItem numbered(WantedItem item, long id) {
    return new WantedItem(
        id,
        item.seriesId(),
        item.title() + " " + id,
        null,
        item.year(),
        item.season(),
        item.episode(),
        null,
        null,
        null,
        item.monitored(),
        item.airedAt(),
        item.lastSearchAt(),
        null,
        item.tags());
  }

  @Provide
  Arbitrary<List<ScheduleRules>> schedules() {
    return Combinators.combine(
            Arbitraries.of(Strategy.values()),
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(5, 360),
            Arbitraries.integers().between(1, 72),
            Arbitraries.integers().between(1, 40),
            windows(),
            Arbitraries.integers().between(0, 48),
            Arbitraries.integers().between(1, 8).injectNull(0.5))
        .as(ScheduleWeekIT::rules)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(
            list ->
                LongStream.range(0, list.size())
                    .mapToObj(i -> named(list.get((int) i), "Schedule " + i))
                    .toList());
  }

  private static ScheduleRules rules(
      Strategy strategy,
      int batch,
      int interval,
      int cooldown,
      int perHour,
      List<Window> windows,
      int grace,
      Integer downloads) {
    return new ScheduleRules(
        INSTANCE,
        "",
        true,
        strategy,
        batch,
        interval,
        cooldown,
        perHour,
        windows,
        ZoneId.of("Europe/Berlin"),
        batch % 3 == 0 ? List.of("family") : List.of(),
        List.of("never"),
        grace,
        downloads,
        batch % 2 == 0,
        Order.values()[interval % Order.values().length],
        batch);
  }

  private static ScheduleRules named(ScheduleRules rules, String name) {
    return new ScheduleRules(
        rules.instanceId(),
        name,
        rules.enabled(),
        rules.strategy(),
        rules.batchSize(),
        rules.intervalMinutes(),
        rules.cooldownHours(),
        rules.maxPerHour(),
        rules.windows(),
        rules.timeZone(),
        rules.includeTags(),
        rules.excludeTags(),
        rules.graceHours(),
        rules.maxActiveDownloads(),
        rules.monitoredOnly(),
        rules.order(),
        rules.seed());
  }

  private Arbitrary<List<Window>> windows() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers()
            .between(0, 95)
            .map(quarter -> LocalTime.MIN.plusMinutes(quarter * 15L));
    return Combinators.combine(Arbitraries.of(DayOfWeek.values()).set().ofMaxSize(4), times, times)
        .as(Window::new)
        .list()
        .ofMaxSize(3);
  }
}
