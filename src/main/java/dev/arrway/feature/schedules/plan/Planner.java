package dev.arrway.feature.schedules.plan;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what is searched now. The same arguments give the same plan. */
public final class Planner {
  private final SearchPolicy policy;
  private final Instant now;
  private final SearchLog log;
  private final QueueLoad queue;

  private Planner(SearchPolicy policy, Instant now, SearchLog log, QueueLoad queue) {
    this.policy = policy;
    this.now = now;
    this.log = log;
    this.queue = queue;
  }

  /**
   * A plan.
   *
   * @param candidates what is wanted; of candidates with the same id the first counts
   * @param log what has been searched on the instance, by any schedule
   */
  public static Plan plan(
      SearchPolicy policy,
      Instant now,
      List<Candidate> candidates,
      SearchLog log,
      QueueLoad queue,
      Conditions conditions) {
    return new Planner(policy, now, log, queue).plan(candidates, conditions);
  }

  /** Why nothing may be searched now, or null; needs no candidates. */
  public static @Nullable Block blocked(
      SearchPolicy policy, Instant now, QueueLoad queue, Conditions conditions) {
    if (!conditions.anyTime() && !policy.windows().open(now)) {
      return Block.OUTSIDE_WINDOW;
    }
    if (conditions.trouble() != null) {
      return conditions.trouble();
    }
    Integer most = policy.maxActiveDownloads();
    return most != null && queue.active() >= most ? Block.BACK_PRESSURE : null;
  }

  private Plan plan(List<Candidate> candidates, Conditions conditions) {
    Block blocked = blocked(policy, now, queue, conditions);
    List<Candidate> eligible = new ArrayList<>();
    List<Plan.Verdict> skipped = new ArrayList<>();
    for (Candidate candidate : distinct(candidates)) {
      Reason reason = unfit(candidate);
      if (reason == null) {
        eligible.add(candidate);
      } else {
        skipped.add(new Plan.Verdict(candidate, reason));
      }
    }
    eligible.sort(order());
    List<Plan.Verdict> verdicts = new ArrayList<>(rationed(eligible, blocked));
    verdicts.addAll(skipped);
    List<Candidate> selected =
        verdicts.stream()
            .filter(verdict -> verdict.reason() == Reason.SELECTED)
            .map(Plan.Verdict::candidate)
            .toList();
    List<Plan.Search> searches = Searches.of(selected, conditions.seasons());
    return new Plan(
        blocked, verdicts, searches, Searches.queries(searches) * conditions.indexers());
  }

  private static Iterable<Candidate> distinct(List<Candidate> candidates) {
    Map<Long, Candidate> byId = new LinkedHashMap<>();
    candidates.forEach(candidate -> byId.putIfAbsent(candidate.id(), candidate));
    return byId.values();
  }

  /** Why a candidate is not searched, whatever room there is; null when it may be. */
  private @Nullable Reason unfit(Candidate candidate) {
    if (policy.monitoredOnly() && !candidate.item().monitored()) {
      return Reason.NOT_MONITORED;
    }
    if (!Collections.disjoint(candidate.tags(), policy.excludeTags())) {
      return Reason.TAG_EXCLUDED;
    }
    if (!policy.includeTags().isEmpty()
        && Collections.disjoint(candidate.tags(), policy.includeTags())) {
      return Reason.TAG_MISSING;
    }
    return tooEarly(candidate);
  }

  private @Nullable Reason tooEarly(Candidate candidate) {
    if (!candidate.released(now)) {
      return Reason.NOT_RELEASED;
    }
    Instant date = candidate.item().airedAt();
    if (date != null && !date.isAfter(now) && within(date, policy.grace())) {
      return Reason.GRACE;
    }
    if (queue.items().contains(candidate.id())) {
      return Reason.IN_QUEUE;
    }
    return within(log.lastOf(candidate), policy.cooldown()) ? Reason.COOLDOWN : null;
  }

  private boolean within(@Nullable Instant since, Duration wait) {
    return since != null && now.isBefore(since.plus(wait));
  }

  private List<Plan.Verdict> rationed(List<Candidate> eligible, @Nullable Block blocked) {
    int room = Math.max(0, policy.maxPerHour() - log.withinHour());
    Reason over = room < policy.batchSize() ? Reason.HOURLY_CAP : Reason.BATCH_FULL;
    int most = Math.min(room, policy.batchSize());
    List<Plan.Verdict> verdicts = new ArrayList<>();
    for (Candidate candidate : eligible) {
      Reason chosen = verdicts.size() < most ? Reason.SELECTED : over;
      verdicts.add(new Plan.Verdict(candidate, blocked == null ? chosen : Reason.BLOCKED));
    }
    return verdicts;
  }

  private Comparator<Candidate> order() {
    Comparator<Candidate> searched = Comparator.comparing(this::lastOrNever);
    Comparator<Candidate> fresh = Comparator.comparing(one -> log.lastOf(one) != null);
    Comparator<Candidate> released = Comparator.comparing(Planner::releaseOrLongAgo);
    Comparator<Candidate> first =
        switch (policy.order()) {
          case OLDEST_SEARCH -> searched;
          case NEWEST_RELEASE -> searched.thenComparing(released.reversed());
          case OLDEST_RELEASE -> searched.thenComparing(released);
          case RANDOM -> fresh.thenComparing(this::chance);
        };
    return first.thenComparing(Candidate::kind).thenComparing(Candidate::id);
  }

  private Instant lastOrNever(Candidate candidate) {
    Instant last = log.lastOf(candidate);
    return last == null ? Instant.MIN : last;
  }

  private static Instant releaseOrLongAgo(Candidate candidate) {
    Instant date = candidate.item().airedAt();
    return date == null ? Instant.EPOCH : date;
  }

  /** Spreads ids over all numbers, differently for each seed and moment (SplitMix64's mixer). */
  private long chance(Candidate candidate) {
    long mixed = policy.seed() * 0x9E3779B97F4A7C15L + now.toEpochMilli() * 31 + candidate.id();
    mixed = (mixed ^ (mixed >>> 30)) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
    return mixed ^ (mixed >>> 31);
  }
}
