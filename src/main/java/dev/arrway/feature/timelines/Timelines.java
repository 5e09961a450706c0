package dev.arrway.feature.timelines;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.timeline.Facts;
import dev.arrway.domain.timeline.Reason;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.Why;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What happened to titles, and why they are not here. */
public final class Timelines {
  private static final Duration LOOSE = Duration.ofDays(7);

  /** The maximum number of steps of one timeline; they are deleted with the timeline. */
  private static final int MOST_STEPS = 1_000;

  private final TimelineParts parts;
  private final LiveFacts live;
  private final Follower follower;
  private final Watcher watcher;
  private final Worker worker;

  /** Follows nothing until {@link #begin}. */
  public Timelines(TimelineParts parts) {
    this.parts = parts;
    Watches watches = new Watches(parts);
    Weaver weaver = new Weaver(parts, watches);
    this.live = new LiveFacts(parts, watches);
    this.follower = new Follower(parts, weaver);
    this.watcher = new Watcher(parts, weaver);
    this.worker = new Worker(parts, follower, watcher);
  }

  /**
   * A timeline with what happened and why the title is not here.
   *
   * @param steps in their order; none where a list leaves them out
   */
  public record Story(Timeline timeline, List<Step> steps, Reason why) {
    public Story {
      steps = List.copyOf(steps);
    }
  }

  /**
   * Why a title of a library is not here.
   *
   * @param timeline its newest one, null when it has none
   */
  public record Answer(
      long instanceId,
      long libraryId,
      @Nullable String title,
      @Nullable Integer year,
      @Nullable Timeline timeline,
      Reason why) {}

  /** Which timelines are wanted; null for all. */
  public record Wanted(
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable String state,
      @Nullable String text,
      @Nullable String correlationId) {
    TimelineRows.Wanted rows() {
      return new TimelineRows.Wanted(instanceId, libraryId, state, text, correlationId);
    }
  }

  /** Begins to follow the log and to ask media servers. */
  public void begin() {
    worker.start();
  }

  /** Ends both; what is under way ends. */
  public Future<Void> stop() {
    return worker.stop();
  }

  /** Follows what there is to follow, for those who do not let it run by itself. */
  Future<Boolean> follow() {
    return follower.look(null);
  }

  /** Asks those media servers that are due, for those who do not let it run by itself. */
  Future<Integer> watch() {
    return watcher.look();
  }

  /** One timeline; fails with {@code not_found}. */
  public Future<Story> find(long owner, String correlationId, String trace) {
    return parts
        .database()
        .asUser(owner, c -> TimelineRows.find(c, owner, correlationId))
        .map(found -> found.orElseThrow(() -> Failure.notFound("timeline").asException()))
        .compose(
            t ->
                steps(t)
                    .compose(
                        steps ->
                            live.of(owner, trace, t.title(), steps)
                                .map(facts -> new Story(t, steps, Why.of(steps, facts)))));
  }

  private Future<List<Step>> steps(Timeline t) {
    return parts
        .database()
        .asUser(t.ownerId(), c -> StepRows.of(c, t))
        .map(all -> all.stream().sorted(Step.ORDER).toList());
  }

  /** Timelines, newest first, without their steps; nobody is asked how things are right now. */
  public Future<Slice<Story>> list(long owner, Wanted wanted, int limit, int offset) {
    Facts facts = live.cheap(owner);
    return parts
        .database()
        .asUser(
            owner,
            c ->
                TimelineRows.page(c, owner, wanted.rows(), limit, offset)
                    .compose(
                        page ->
                            StepRows.of(c, owner, page.items().stream().map(Timeline::id).toList())
                                .map(steps -> stories(page, steps, facts))));
  }

  private static Slice<Story> stories(
      Slice<Timeline> page, Map<Long, List<Step>> steps, Facts facts) {
    return new Slice<>(
        page.items().stream()
            .map(t -> new Story(t, List.of(), Why.of(steps.getOrDefault(t.id(), List.of()), facts)))
            .toList(),
        page.total());
  }

  /**
   * Why a title is not here, whether or not anything is known to have happened to it.
   *
   * @return fails with {@code not_found} when there is no such instance or title, {@code
   *     not_supported} when the instance has no library
   */
  public Future<Answer> why(long owner, long instanceId, long libraryId, String trace) {
    return Future.succeededFuture(instanceId)
        .map(id -> library(owner, id))
        .compose(
            instance ->
                parts
                    .database()
                    .asUser(
                        owner,
                        c ->
                            TimelineRows.page(
                                c,
                                owner,
                                new TimelineRows.Wanted(instanceId, libraryId, null, null, null),
                                1,
                                0)))
        .map(page -> page.items().stream().findFirst())
        .compose(newest -> why(owner, instanceId, libraryId, newest, trace));
  }

  private Instance library(long owner, long instanceId) {
    Instance instance = parts.directory().mine(owner, instanceId);
    if (!parts.catalog().apply(instance.type()).is(ArrKind.KIND)) {
      throw FailureException.of(
          FailureCode.NOT_SUPPORTED, "An instance of this type has no library.");
    }
    return instance;
  }

  private Future<Answer> why(
      long owner, long instanceId, long libraryId, Optional<Timeline> newest, String trace) {
    TitleKey title =
        new TitleKey(null, instanceId, libraryId, null, null, null, null, null)
            .and(newest.map(Timeline::title).orElse(TitleKey.UNKNOWN));
    return newest
        .map(this::steps)
        .orElse(Future.succeededFuture(List.of()))
        .compose(
            steps ->
                live.of(owner, trace, title, steps)
                    .map(
                        facts -> {
                          LibraryItem item = facts.title();
                          boolean silent = facts.instanceTrouble() != null;
                          if (newest.isEmpty() && item == null && !silent) {
                            throw Failure.notFound("title").asException();
                          }
                          return new Answer(
                              instanceId,
                              libraryId,
                              item != null ? item.title() : title.title(),
                              item != null ? item.year() : title.year(),
                              newest.orElse(null),
                              Why.of(steps, facts));
                        }));
  }

  /** Deletes timelines, steps and loose news once they are old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    int most = retention.rowsPerUser();
    return SqlRetention.prune(
        parts.database(),
        parts.clock().instant(),
        List.of(
            RetentionRule.ofOwners("timeline", "updated_at", retention.timelines(), most),
            RetentionRule.ofNumber("timeline_step", "at", "timeline_id", MOST_STEPS),
            RetentionRule.ofOwners("timeline_loose", "seen_at", LOOSE, most)));
  }
}
