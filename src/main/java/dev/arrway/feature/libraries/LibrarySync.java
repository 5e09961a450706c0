package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.SyncCounts;
import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.platform.bus.Failures;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes all libraries of a type because their owner says so, and tells how they stand. */
public final class LibrarySync {
  private static final Logger log = LoggerFactory.getLogger(LibrarySync.class);

  /** How long an owner waits; a refresh that takes longer goes on. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  /** From what worries least to what worries most. */
  private static final List<Health> WORSE =
      List.of(
          Health.DISABLED,
          Health.OK,
          Health.UNKNOWN,
          Health.DEGRADED,
          Health.UNREACHABLE,
          Health.AUTH_FAILED);

  private final InstanceDirectory directory;
  private final Snapshots snapshots;
  private final LibraryRefresher refresher;
  private final CacheCounters counters;
  private final Rematch rematch;
  private final MatchingStatus matching;

  LibrarySync(
      InstanceDirectory directory,
      Snapshots snapshots,
      LibraryRefresher refresher,
      CacheCounters counters,
      Rematch rematch,
      MatchingStatus matching) {
    this.directory = directory;
    this.snapshots = snapshots;
    this.refresher = refresher;
    this.counters = counters;
    this.rematch = rematch;
    this.matching = matching;
  }

  /**
   * Fetches the libraries of all of a user's enabled instances of a type, whatever their snapshots'
   * age, and matches again. What fails is named and keeps its last good snapshot.
   *
   * @param type such as {@code radarr}
   */
  public Future<SyncResult> run(long ownerId, String type, String trace) {
    List<Instance> instances = ofType(ownerId, type).stream().filter(Instance::enabled).toList();
    List<Future<InstanceSync>> rows = instances.stream().map(i -> one(i, trace)).toList();
    return Future.join(rows)
        .map(done -> rows.stream().map(Future::result).toList())
        .compose(results -> matchAgain(ownerId, results, trace).map(result(instances, results)));
  }

  private Future<InstanceSync> one(Instance instance, String trace) {
    long begun = System.nanoTime();
    return refresher
        .refresh(instance, trace, true)
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .compose(
            counts ->
                snapshots.report(instance.id()).map(first -> first ? allAdded(counts) : counts))
        .map(counts -> InstanceSync.of(instance.id(), counts, since(begun)))
        .recover(
            cause ->
                Future.succeededFuture(
                    InstanceSync.failed(instance.id(), Failures.of(cause).detail(), since(begun))));
  }

  /**
   * Returns counts with all items as added: the owner sees for the first time what scheduled
   * refreshes have fetched.
   */
  private static SyncCounts allAdded(SyncCounts counts) {
    return new SyncCounts(
        counts.fetched(), counts.fetched(), 0, counts.removed(), counts.skipped());
  }

  private static long since(long begun) {
    return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
  }

  private Future<Void> matchAgain(long ownerId, List<InstanceSync> results, String trace) {
    if (results.stream().allMatch(row -> row.error() != null)) {
      return Future.succeededFuture();
    }
    return rematch
        .now(ownerId)
        .recover(
            cause -> {
              log.atWarn()
                  .addKeyValue("trace", trace)
                  .log("matching after a sync failed: {}", cause.getMessage());
              return Future.succeededFuture();
            });
  }

  private SyncResult result(List<Instance> instances, List<InstanceSync> results) {
    boolean ok = results.stream().allMatch(row -> row.error() == null);
    return new SyncResult(ok, results, items(instances));
  }

  private long items(List<Instance> instances) {
    return instances.stream().mapToLong(i -> snapshots.of(i.id()).items()).sum();
  }

  private List<Instance> ofType(long ownerId, String type) {
    return directory.all(ownerId).stream()
        .filter(instance -> instance.type().equals(type))
        .sorted(Comparator.comparing(Instance::id))
        .toList();
  }

  /** Where a user's libraries and their matching stand. */
  public Future<SyncStatus> status(long ownerId) {
    return matching
        .of(ownerId)
        .map(
            state ->
                new SyncStatus(
                    libraries(ownerId, "radarr"),
                    libraries(ownerId, "sonarr"),
                    state,
                    counters.state(ownerId, snapshots.ttl())));
  }

  private SyncStatus.Libraries libraries(long ownerId, String type) {
    List<Instance> instances = ofType(ownerId, type);
    Instant last =
        instances.stream()
            .map(instance -> snapshots.of(instance.id()))
            .map(SnapshotState::fetchedAt)
            .filter(Objects::nonNull)
            .max(Comparator.naturalOrder())
            .orElse(null);
    Health health =
        instances.stream()
            .map(instance -> instance.state().health())
            .max(Comparator.comparing(WORSE::indexOf))
            .orElse(Health.UNKNOWN);
    long skipped = instances.stream().mapToLong(i -> snapshots.of(i.id()).skipped()).sum();
    return new SyncStatus.Libraries(last, items(instances), skipped, health.wireName());
  }
}
