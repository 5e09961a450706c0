package dev.arrway.feature.libraries;

import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Notice;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where all snapshots stand, in memory. What other nodes change is heard of by notice; every read
 * of a library brings its own entry up to date besides.
 */
public final class Snapshots implements SnapshotState.Source {
  private static final Logger log = LoggerFactory.getLogger(Snapshots.class);

  private final Database database;
  private final Duration ttl;
  private final Clock clock;
  private final Map<Long, Known> byInstance = new ConcurrentHashMap<>();
  private final AtomicLong reads = new AtomicLong();

  /** What a read found; reads are numbered in the order in which they began. */
  private record Known(long read, Optional<Snapshot> snapshot) {}

  Snapshots(Database database, Duration ttl, Clock clock) {
    this.database = database;
    this.ttl = ttl;
    this.clock = clock;
  }

  Registration follow(Bus bus) {
    return bus.subscribe(
        Notice.LibraryChanged.class,
        notice ->
            Sink.of(
                reload(notice.instanceId()),
                Runnable::run,
                (snapshot, cause) -> {
                  if (cause != null) {
                    log.debug("a snapshot's state was not read again: {}", cause.getMessage());
                  }
                }));
  }

  Future<Void> load() {
    Consumer<Snapshot> known = reading();
    return database
        .asSystem(SnapshotRows::all)
        .map(
            all -> {
              all.forEach(known);
              return null;
            });
  }

  Future<Optional<Snapshot>> reload(long instanceId) {
    long read = reads.incrementAndGet();
    return database
        .asSystem(c -> SnapshotRows.find(c, instanceId))
        .map(
            found -> {
              put(instanceId, new Known(read, found));
              return found;
            });
  }

  /** Begins a read; takes what it finds. */
  Consumer<Snapshot> reading() {
    long read = reads.incrementAndGet();
    return found -> put(found.instanceId(), new Known(read, Optional.of(found)));
  }

  /** Reads overtake each other: what an earlier one found never replaces what a later one did. */
  private void put(long instanceId, Known found) {
    byInstance.merge(instanceId, found, (old, next) -> next.read() > old.read() ? next : old);
  }

  Optional<Snapshot> find(long instanceId) {
    Known known = byInstance.get(instanceId);
    return known == null ? Optional.empty() : known.snapshot();
  }

  /**
   * Stores that a sync has reported the library to its owner; returns whether it is the first time.
   */
  Future<Boolean> report(long instanceId) {
    return database.asSystem(c -> SnapshotRows.report(c, instanceId));
  }

  Duration ttl() {
    return ttl;
  }

  boolean fresh(Snapshot snapshot) {
    return !snapshot.stale(clock.instant(), ttl);
  }

  SnapshotState state(Snapshot snapshot) {
    return snapshot.state(clock.instant(), ttl);
  }

  @Override
  public SnapshotState of(long instanceId) {
    return find(instanceId).map(this::state).orElse(new SnapshotState(null, 0, 0, false));
  }
}
