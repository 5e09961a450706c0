package dev.arrway.domain.download;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.FailureJudge.Judgement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class FailureJudgePropertyTest {
  private static final Duration INTERVAL = Duration.ofSeconds(10);
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** One look at a download, some seconds after the one before. */
  record Look(int seconds, Set<Ailment> ailments, boolean moved, boolean askersKnown) {}

  private static Download download(
      DownloadKind kind, Boolean isPrivate, String category, double progress) {
    return new Download(
        "id",
        "name",
        kind,
        DownloadStatus.DOWNLOADING,
        "downloading",
        progress,
        null,
        1_000L,
        500L,
        0,
        0,
        0,
        0.0,
        category,
        null,
        List.of(),
        null,
        null,
        Set.of(),
        isPrivate,
        START,
        null);
  }

  /** The decisions of a course of looks, with the time of each. */
  private static List<Map.Entry<Instant, RuleDecision>> decisions(
      FailureRules rules, Boolean isPrivate, DownloadKind kind, List<Look> looks) {
    FailureJudge judge = new FailureJudge(rules, INTERVAL);
    Handling handling = Handling.NEW;
    Instant now = START;
    double progress = 0.1;
    List<Map.Entry<Instant, RuleDecision>> made = new ArrayList<>();
    for (Look look : looks) {
      now = now.plusSeconds(look.seconds());
      progress += look.moved() ? 0.0001 : 0;
      Judgement judgement =
          judge.judge(
              download(kind, isPrivate, "movies", progress),
              look.ailments(),
              handling,
              look.askersKnown(),
              now);
      handling = judgement.handling();
      Instant at = now;
      judgement.decision().ifPresent(one -> made.add(Map.entry(at, one)));
    }
    return made;
  }

  @Provide
  Arbitrary<FailureRules> rules() {
    Arbitrary<FailureRule> rule =
        Combinators.combine(
                Arbitraries.of(true, true, false),
                Arbitraries.integers().between(1, 5),
                Arbitraries.integers().between(0, 3),
                Arbitraries.of(FailureAction.class))
            .as(FailureRule::new);
    return Combinators.combine(
            Arbitraries.of(true, false),
            Arbitraries.of(true, false),
            Arbitraries.maps(Arbitraries.of(Ailment.class), rule))
        .as(
            (dry, skip, all) ->
                new FailureRules(dry, skip, skip, true, List.of(), new EnumMap<>(full(all))));
  }

  private static Map<Ailment, FailureRule> full(Map<Ailment, FailureRule> some) {
    Map<Ailment, FailureRule> all = new EnumMap<>(Ailment.class);
    for (Ailment one : Ailment.values()) {
      all.put(one, some.getOrDefault(one, FailureRules.DEFAULT.of(one)));
    }
    return all;
  }

  @Provide
  Arbitrary<List<Look>> looks() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 60),
            Arbitraries.of(Ailment.class).set().ofMaxSize(3),
            Arbitraries.of(true, false, false, false),
            Arbitraries.of(true, true, true, false))
        .as(Look::new)
        .list()
        .ofMaxSize(60);
  }

  @Property(tries = 400)
  void nothingIsDecidedBeforeStrikesAndPatience(
      @ForAll("rules") FailureRules rules, @ForAll("looks") List<Look> looks) {
    for (Map.Entry<Instant, RuleDecision> made :
        decisions(rules, false, DownloadKind.TORRENT, looks)) {
      RuleDecision decision = made.getValue();
      FailureRule rule = rules.of(decision.reason());
      assertThat(rule.enabled()).isTrue();
      assertThat(decision.strikes()).isGreaterThanOrEqualTo(rule.strikes());
      Duration lasted = Duration.between(decision.since(), made.getKey());
      assertThat(lasted).isGreaterThanOrEqualTo(Duration.ofMinutes(rule.patienceMinutes()));
      assertThat(lasted)
          .as("strikes are counted once an interval")
          .isGreaterThanOrEqualTo(INTERVAL.multipliedBy(decision.strikes() - 1L));
    }
  }

  @Property(tries = 400)
  void aDownloadIsActedUponOnceAndThenLeftAlone(
      @ForAll("rules") FailureRules rules, @ForAll("looks") List<Look> looks) {
    List<Verdict> verdicts =
        decisions(rules, false, DownloadKind.NZB, looks).stream()
            .map(made -> made.getValue().verdict())
            .toList();
    assertThat(verdicts).doesNotHaveDuplicates().isSorted();
  }

  @Property(tries = 400)
  void privateTorrentsAreNeverRemovedWhenTheyAreExcepted(
      @ForAll("rules") FailureRules rules, @ForAll("looks") List<Look> looks) {
    for (Boolean isPrivate : new Boolean[] {true, null}) {
      List<Map.Entry<Instant, RuleDecision>> made =
          decisions(rules, isPrivate, DownloadKind.TORRENT, looks);
      if (rules.skipPrivate()) {
        assertThat(made)
            .noneMatch(
                one ->
                    one.getValue().verdict() == Verdict.ACTED
                        || one.getValue().verdict() == Verdict.DRY_RUN);
      }
    }
  }

  @Property(tries = 400)
  void dryRunsOnlyTell(@ForAll("rules") FailureRules rules, @ForAll("looks") List<Look> looks) {
    if (rules.dryRun()) {
      assertThat(decisions(rules, false, DownloadKind.TORRENT, looks))
          .noneMatch(made -> made.getValue().verdict() == Verdict.ACTED);
    }
  }

  @Property(tries = 200)
  void nothingIsRemovedWhileNobodyKnowsWhoWantsIt(
      @ForAll("rules") FailureRules rules, @ForAll("looks") List<Look> looks) {
    List<Look> blind =
        looks.stream()
            .map(look -> new Look(look.seconds(), look.ailments(), look.moved(), false))
            .toList();
    assertThat(decisions(rules, false, DownloadKind.TORRENT, blind))
        .noneMatch(made -> made.getValue().action().removes());
  }

  private static List<Look> stalled(int looks, int seconds, boolean moved) {
    List<Look> all = new ArrayList<>();
    for (int i = 0; i < looks; i++) {
      all.add(new Look(seconds, EnumSet.of(Ailment.STALLED), moved, true));
    }
    return all;
  }

  private static FailureRules stalledRule(int strikes, int minutes) {
    return new FailureRules(
        false,
        false,
        false,
        true,
        List.of(),
        Map.of(Ailment.STALLED, new FailureRule(true, strikes, minutes, FailureAction.REMOVE)));
  }

  @Test
  void looksThatAreNearerThanTheIntervalDoNotCount() {
    assertThat(decisions(stalledRule(5, 0), false, DownloadKind.TORRENT, stalled(30, 1, false)))
        .isEmpty();
    assertThat(decisions(stalledRule(5, 0), false, DownloadKind.TORRENT, stalled(5, 10, false)))
        .hasSize(1);
  }

  @Test
  void whatMovesIsNotStalled() {
    assertThat(decisions(stalledRule(2, 0), false, DownloadKind.TORRENT, stalled(50, 10, true)))
        .isEmpty();
  }

  @Test
  void aGapInWhichNobodyLookedBeginsAnew() {
    List<Look> looks = new ArrayList<>(stalled(3, 10, false));
    looks.add(new Look(3_600, EnumSet.of(Ailment.STALLED), false, true));
    assertThat(decisions(stalledRule(4, 0), false, DownloadKind.TORRENT, looks)).isEmpty();
  }

  @Test
  void pausedDownloadsAndFullDisksAreHeldAgainstNobody() {
    Download one = download(DownloadKind.TORRENT, false, null, 0.5);
    assertThat(Ailment.of(with(one, DownloadStatus.PAUSED, DownloadTrouble.STALLED), true))
        .isEmpty();
    assertThat(Ailment.of(with(one, DownloadStatus.PAUSED, DownloadTrouble.ENCRYPTED), false))
        .as("the client pauses what it cannot unpack")
        .containsExactly(Ailment.ENCRYPTED);
    assertThat(Ailment.of(with(one, DownloadStatus.FAILED, DownloadTrouble.DISK_FULL), false))
        .isEmpty();
    assertThat(Ailment.of(with(one, DownloadStatus.FAILED, DownloadTrouble.ENCRYPTED), false))
        .containsExactly(Ailment.ENCRYPTED);
    assertThat(Ailment.of(with(one, DownloadStatus.COMPLETED, DownloadTrouble.STALLED), true))
        .containsExactly(Ailment.IMPORT_BLOCKED);
  }

  private static Download with(Download d, DownloadStatus status, DownloadTrouble trouble) {
    return new Download(
        d.id(),
        d.name(),
        d.kind(),
        status,
        d.phase(),
        d.progress(),
        null,
        d.size(),
        d.remaining(),
        0,
        0,
        0,
        0.0,
        null,
        null,
        List.of(),
        null,
        null,
        Set.of(trouble),
        false,
        null,
        null);
  }
}
