package dev.arrway.feature.libraries;

import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.platform.bus.Registration;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.function.LongPredicate;

/** Everything about libraries, wired. */
public final class Libraries {
  private final Snapshots snapshots;
  private final LibraryStore store;
  private final LibraryParts parts;
  private final CacheCounters counters = new CacheCounters();

  /** The part that actors report to; they need it before there are instances. */
  public Libraries(LibraryParts parts) {
    this.parts = parts;
    this.snapshots = new Snapshots(parts.database(), parts.ttl(), parts.clock());
    this.store = new LibraryStore(parts, snapshots);
  }

  /** Replaces snapshots, on behalf of actors. */
  public LibraryStore store() {
    return store;
  }

  /** Changes single titles. */
  public LibraryEdits edits() {
    return new LibraryEdits(parts, snapshots);
  }

  /** Where snapshots stand, for whoever shows instances. */
  public SnapshotState.Source snapshots() {
    return snapshots;
  }

  /**
   * What runs while the gateway does.
   *
   * @param stopSchedule ends scheduled refreshes
   * @param notices ends listening
   */
  public record Running(
      LibraryService service,
      LibrarySync sync,
      Additions additions,
      Runnable stopSchedule,
      Registration notices) {
    /** Ends what runs by itself. */
    public Future<Void> stop() {
      stopSchedule.run();
      return notices.unregister();
    }
  }

  /**
   * Reads where snapshots stand, drops what an earlier process has left, and begins the scheduled
   * refreshes.
   *
   * @param mayRunScheduled whether an instance runs here and its failures allow scheduled work
   * @param rematch called after a sync that its owner asked for
   */
  public Future<Running> start(
      Vertx vertx,
      InstanceDirectory directory,
      InstanceClient instances,
      LongPredicate mayRunScheduled,
      Rematch rematch,
      MatchingStatus matching) {
    LibraryRefresher refresher = new LibraryRefresher(instances, snapshots, parts.clock());
    LibrarySchedule schedule =
        new LibrarySchedule(parts, directory, snapshots, refresher, mayRunScheduled);
    return store
        .dropLeftovers()
        .compose(dropped -> snapshots.load())
        .map(
            loaded ->
                new Running(
                    new LibraryService(parts, directory, snapshots, refresher, counters),
                    new LibrarySync(directory, snapshots, refresher, counters, rematch, matching),
                    new Additions(vertx, parts, directory, snapshots),
                    schedule.start(vertx),
                    snapshots.follow(parts.bus())));
  }
}
