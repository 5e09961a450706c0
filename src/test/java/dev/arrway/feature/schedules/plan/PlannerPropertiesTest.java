package dev.arrway.feature.schedules.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever schedules and items meet in a week that has a change of the clock in it. */
class PlannerPropertiesTest {
  /** Never blocked and with room for everything: what it may search it does search. */
  private static SearchPolicy patient(Order order) {
    return new SearchPolicy(
        Strategy.BOTH,
        5,
        Duration.ofHours(12),
        1_000,
        Wanted.ALWAYS,
        Set.of(),
        Set.of("never"),
        Duration.ZERO,
        null,
        true,
        order,
        3);
  }

  @Property(tries = 150)
  void noRuleIsEverBroken(
      @ForAll("schedules") List<SimulatedWeek.Scheduled> schedules,
      @ForAll("items") List<Candidate> items,
      @ForAll long seed) {
    assertThat(new SimulatedWeek(schedules, distinct(items), seed).run()).isNotNull();
  }

  @Property(tries = 100)
  void whatMayBeSearchedIsSearchedInTheEnd(
      @ForAll("schedules") List<SimulatedWeek.Scheduled> schedules,
      @ForAll("items") List<Candidate> items,
      @ForAll Order order,
      @ForAll long seed) {
    List<SimulatedWeek.Scheduled> all = new java.util.ArrayList<>(schedules);
    all.add(new SimulatedWeek.Scheduled(patient(order), Duration.ofMinutes(30)));
    Map<Long, Instant> searched = new SimulatedWeek(all, distinct(items), seed).run();
    assertThat(distinct(items))
        .filteredOn(
            one ->
                one.item().monitored()
                    && !one.tags().contains("never")
                    && one.released(SimulatedWeek.BEGIN))
        .allSatisfy(one -> assertThat(searched).containsKey(one.id()));
  }

  private static List<Candidate> distinct(List<Candidate> items) {
    Map<Long, Candidate> byId = new java.util.LinkedHashMap<>();
    items.forEach(one -> byId.putIfAbsent(one.id(), one));
    return List.copyOf(byId.values());
  }

  @Provide
  Arbitrary<List<Candidate>> items() {
    Arbitrary<Long> ids = Arbitraries.longs().between(1, 200);
    Arbitrary<Integer> age = Arbitraries.integers().between(-200, 2_000);
    Arbitrary<Integer> searched = Arbitraries.integers().between(-1, 90);
    Arbitrary<Boolean> monitored = Arbitraries.integers().between(0, 9).map(one -> one > 0);
    Arbitrary<Set<String>> tags = Arbitraries.of("never", "family", "classics").set().ofMaxSize(2);
    Arbitrary<Integer> series = Arbitraries.integers().between(0, 4);
    return Combinators.combine(ids, age, searched, monitored, tags, series)
        .as(PlannerPropertiesTest::item)
        .list()
        .ofMaxSize(60);
  }

  private static Candidate item(
      long id, int age, int searched, boolean monitored, Set<String> tags, int series) {
    Instant begin = SimulatedWeek.BEGIN;
    return new Candidate(
        id % 2 == 0 ? WantedKind.MISSING : WantedKind.CUTOFF,
        new WantedItem(
            id,
            series == 0 ? null : (long) series,
            "Title " + id,
            null,
            2020,
            series == 0 ? null : 1,
            series == 0 ? null : (int) id,
            null,
            null,
            null,
            monitored,
            begin.minus(Duration.ofHours(age)),
            searched < 0 ? null : begin.minus(Duration.ofHours(searched)),
            null,
            List.of()),
        tags);
  }

  @Provide
  Arbitrary<List<SimulatedWeek.Scheduled>> schedules() {
    return Combinators.combine(policies(), Arbitraries.integers().between(5, 360))
        .as((policy, minutes) -> new SimulatedWeek.Scheduled(policy, Duration.ofMinutes(minutes)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  private Arbitrary<SearchPolicy> policies() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 20),
            Arbitraries.integers().between(1, 72),
            Arbitraries.integers().between(1, 40),
            windows(),
            Arbitraries.of("family", "classics").set().ofMaxSize(1),
            Arbitraries.integers().between(0, 48),
            Arbitraries.integers().between(0, 8).injectNull(0.5),
            Arbitraries.of(Order.values()))
        .as(
            (batch, cooldown, perHour, windows, include, grace, downloads, order) ->
                new SearchPolicy(
                    Strategy.BOTH,
                    batch,
                    Duration.ofHours(cooldown),
                    perHour,
                    windows,
                    include,
                    Set.of("never"),
                    Duration.ofHours(grace),
                    downloads,
                    true,
                    order,
                    batch));
  }

  private Arbitrary<Windows> windows() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers()
            .between(0, 95)
            .map(quarter -> LocalTime.MIN.plusMinutes(quarter * 15L));
    return Combinators.combine(Arbitraries.of(DayOfWeek.values()).set().ofMaxSize(4), times, times)
        .as(Window::new)
        .list()
        .ofMaxSize(3)
        .map(list -> new Windows(list, ZoneId.of("Europe/Berlin")));
  }
}
