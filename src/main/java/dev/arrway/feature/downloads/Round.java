package dev.arrway.feature.downloads;

import dev.arrway.domain.download.Ailment;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadNews;
import dev.arrway.domain.download.FailureJudge;
import dev.arrway.domain.download.FailureRules;
import dev.arrway.domain.download.Handling;
import dev.arrway.domain.download.RuleDecision;
import dev.arrway.domain.download.Verdict;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.upstream.Instance;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The result of one poll of a client, compared with the previous one: the rows and events to write.
 */
final class Round {
  private static final int LOOKS_TO_SETTLE = 12;
  private static final Duration LONGEST_TO_SETTLE = Duration.ofMinutes(5);

  private final Instance client;
  private final Before before;
  private final Duration interval;
  private final Instant now;
  private final List<Step> steps = new ArrayList<>();

  /**
   * The stored state before the poll.
   *
   * @param version null when the client was never polled
   * @param added correlation ids of what was added through the outbox, by lower-case id
   * @param underWay whether something is being added of which the id is not known yet
   */
  record Before(
      @Nullable Long version,
      Map<String, StoredDownload> known,
      FailureRules rules,
      Map<String, String> added,
      boolean underWay) {}

  /**
   * The change of one download between two polls.
   *
   * @param live null when it is gone
   * @param entries its entries in the queues of instances; empty when those were not read
   */
  record Step(
      @Nullable StoredDownload before,
      StoredDownload after,
      @Nullable Download live,
      Set<DownloadNews> news,
      List<QueueEntry> entries,
      Optional<RuleDecision> decision) {
    boolean changed() {
      return before == null || !after.sameAs(before);
    }

    /**
     * Returns a copy for an owner with too many open changes; without a decision when an earlier
     * poll has stored one.
     */
    Step refused() {
      boolean again = before != null && before.handling().verdict().compareTo(Verdict.REFUSED) >= 0;
      return new Step(
          before,
          after.with(after.handling().with(Verdict.REFUSED)),
          live,
          news,
          entries,
          again ? Optional.empty() : decision.map(made -> made.with(Verdict.REFUSED)));
    }

    boolean acts() {
      return decision.filter(made -> made.verdict() == Verdict.ACTED).isPresent();
    }
  }

  Round(
      Instance client,
      Before before,
      DownloadReply.Downloads seen,
      Duration interval,
      Instant now) {
    this.client = client;
    this.before = before;
    this.interval = interval;
    this.now = now;
    Map<String, StoredDownload> left = new HashMap<>(before.known());
    for (Download one : seen.downloads()) {
      StoredDownload known = left.remove(one.id());
      // The addition under way will report its id soon; until then new downloads are left out.
      if (known != null || !before.underWay()) {
        steps.add(step(known, one));
      }
    }
    if (seen.skipped() > 0) {
      // A download that is missing may be a row that could not be read, so it is not removed.
      left.clear();
    }
    left.values()
        .forEach(
            gone ->
                steps.add(
                    new Step(
                        gone,
                        gone.gone(),
                        null,
                        Set.of(DownloadNews.REMOVED),
                        List.of(),
                        Optional.empty())));
  }

  private Step step(@Nullable StoredDownload known, Download one) {
    DownloadNews.Stand last = known == null ? null : known.stand();
    DownloadNews.Stand stand = DownloadNews.stand(last, one, interval.multipliedBy(3), now);
    String correlation = known == null ? null : known.correlationId();
    if (correlation == null) {
      correlation = before.added().get(one.id().toLowerCase(Locale.ROOT));
    }
    StoredDownload after =
        StoredDownload.of(
            one,
            stand,
            correlation,
            known == null ? Handling.NEW : known.handling(),
            known == null ? now : known.firstSeenAt());
    Set<DownloadNews> news =
        known == null && existedBefore(one, correlation)
            ? Set.of()
            : DownloadNews.between(last, stand);
    return new Step(known, after, one, news, List.of(), Optional.empty());
  }

  /**
   * Returns whether a new download existed before the instance was added: no event is written for
   * it. A download without a date counts as older in the first poll only. Clients report times in
   * whole seconds.
   */
  private boolean existedBefore(Download one, @Nullable String correlation) {
    Instant added = one.addedAt();
    return correlation == null
        && (added == null
            ? before.version() == null
            : added.isBefore(client.createdAt().truncatedTo(ChronoUnit.SECONDS)));
  }

  Instance client() {
    return client;
  }

  Before before() {
    return before;
  }

  List<Step> steps() {
    return steps;
  }

  /** Returns whether a rule may apply to a download. */
  boolean wantsRules() {
    FailureRules rules = before.rules();
    return rules.anyEnabled()
        && (rules.of(Ailment.IMPORT_BLOCKED).enabled()
            || steps.stream()
                .map(Step::live)
                .anyMatch(live -> live != null && !Ailment.of(live, false).isEmpty())
            || steps.stream().anyMatch(step -> !step.after().handling().strikes().isEmpty()));
  }

  /** Returns the steps with the decisions of the rules. */
  List<Step> judged(QueueJoin join) {
    FailureJudge judge = new FailureJudge(before.rules(), interval);
    return steps.stream().map(step -> judged(judge, step, join)).toList();
  }

  /**
   * Returns whether a download is old enough for Radarr and Sonarr to know of it: they poll their
   * clients once a minute.
   */
  private boolean settled(Step step) {
    Duration looks = interval.multipliedBy(LOOKS_TO_SETTLE);
    Duration wait = looks.compareTo(LONGEST_TO_SETTLE) < 0 ? looks : LONGEST_TO_SETTLE;
    return !step.after().firstSeenAt().plus(wait).isAfter(now);
  }

  private Step judged(FailureJudge judge, Step step, QueueJoin join) {
    Download live = step.live();
    if (live == null) {
      return step;
    }
    List<QueueEntry> entries = join.of(live.id());
    Set<Ailment> ailments = Ailment.of(live, entries.stream().anyMatch(QueueEntry::blocked));
    boolean askersKnown = join.failures().isEmpty() && (!entries.isEmpty() || settled(step));
    FailureJudge.Judgement judgement =
        judge.judge(live, ailments, step.after().handling(), askersKnown, now);
    return new Step(
        step.before(),
        step.after().with(judgement.handling()),
        live,
        step.news(),
        entries,
        judgement.decision());
  }
}
