package dev.arrway.domain.download;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides what is done about downloads that go nowhere. */
public final class FailureJudge {
  private static final Comparator<RuleDecision> FURTHEST =
      Comparator.comparing(RuleDecision::verdict)
          .thenComparing(RuleDecision::action)
          .thenComparing(Comparator.comparing(RuleDecision::reason).reversed());

  private final FailureRules rules;
  private final Duration interval;

  /**
   * By these rules.
   *
   * @param interval between two looks that count
   */
  public FailureJudge(FailureRules rules, Duration interval) {
    this.rules = rules;
    this.interval = interval;
  }

  /**
   * What comes of a look.
   *
   * @param handling to be remembered
   */
  public record Judgement(Handling handling, Optional<RuleDecision> decision) {}

  /**
   * Looks at a download.
   *
   * @param ailments what it suffers from now
   * @param askersKnown whether it is known which Radarr or Sonarr wants it; until it is, nothing is
   *     removed
   */
  public Judgement judge(
      Download download, Set<Ailment> ailments, Handling before, boolean askersKnown, Instant now) {
    Map<Ailment, Strikes> strikes = new EnumMap<>(Ailment.class);
    for (Ailment ailment : ailments) {
      Strikes last = before.strikes().get(ailment);
      strikes.put(
          ailment,
          Strikes.after(last, download.progress(), moved(ailment, download, last), interval, now));
    }
    Optional<RuleDecision> decision =
        strikes.entrySet().stream()
            .filter(seen -> rules.of(seen.getKey()).reached(seen.getValue()))
            .map(seen -> decision(download, seen.getKey(), seen.getValue()))
            .filter(found -> found.verdict().compareTo(before.verdict()) > 0)
            .filter(found -> askersKnown || !found.action().removes())
            .max(FURTHEST);
    Verdict verdict = decision.map(RuleDecision::verdict).orElse(before.verdict());
    return new Judgement(new Handling(strikes, verdict), decision);
  }

  private static boolean moved(Ailment ailment, Download download, @Nullable Strikes last) {
    return last != null && ailment.endsWithProgress() && download.progress() > last.progress();
  }

  private RuleDecision decision(Download download, Ailment reason, Strikes seen) {
    FailureAction action = rules.of(reason).action();
    Spared spared = action.removes() ? rules.spares(download) : Spared.NOT;
    Verdict verdict =
        !action.removes()
            ? Verdict.NOTIFIED
            : spared != Spared.NOT
                ? Verdict.SPARED
                : rules.dryRun() ? Verdict.DRY_RUN : Verdict.ACTED;
    return new RuleDecision(reason, action, verdict, spared, seen.count(), seen.first());
  }
}
