package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.upstream.CallDeadlines;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads snapshots. One that is older than {@code library.ttl}, or whose last refresh failed, is
 * still answered, says so, and is refreshed behind the reader's back; only where there is none does
 * a reader wait for the first.
 */
public final class LibraryService {
  /** Titles a block for the matcher. */
  static final int TITLES = 1_000;

  private final Database database;
  private final InstanceDirectory directory;
  private final Snapshots snapshots;
  private final LibraryRefresher refresher;
  private final Function<String, LibraryKind> kinds;
  private final CacheCounters counters;

  LibraryService(
      LibraryParts parts,
      InstanceDirectory directory,
      Snapshots snapshots,
      LibraryRefresher refresher,
      CacheCounters counters) {
    this.database = parts.database();
    this.kinds = parts::kind;
    this.directory = directory;
    this.snapshots = snapshots;
    this.refresher = refresher;
    this.counters = counters;
  }

  /**
   * A part of the library of one of a user's instances.
   *
   * @param trace joins the log lines
   * @return fails with {@code not_found}, {@code not_supported}, or, where there is no snapshot
   *     yet, as the first refresh does; {@code deadline_exceeded} when that takes longer than the
   *     instance's time-out, while it goes on
   */
  public Future<LibraryPage> page(long userId, long instanceId, LibraryQuery query, String trace) {
    return Future.succeededFuture(instanceId)
        .map(id -> directory.mine(userId, id))
        .compose(instance -> page(instance, kinds.apply(instance.type()), query, trace));
  }

  private Future<LibraryPage> page(
      Instance instance, LibraryKind kind, LibraryQuery query, String trace) {
    return read(instance, kind, query)
        .compose(
            found -> {
              if (found.isPresent()) {
                answered(instance, trace);
                return Future.succeededFuture(found.get());
              }
              counters.miss(instance.ownerId());
              return first(instance, trace)
                  .compose(there -> read(instance, kind, query))
                  .map(now -> now.orElseThrow(LibraryService::gone));
            });
  }

  /**
   * What one of a user's libraries has on disk, by quality profile; profiles that nothing has are
   * left out. Waits for the first snapshot and fails as {@link #page} does.
   */
  public Future<List<ProfileSizes>> sizes(long userId, long instanceId, String trace) {
    return page(userId, instanceId, new LibraryQuery(null, null, null, 1, 0), trace)
        .compose(there -> database.asUser(userId, c -> SizeRows.byProfile(c, instanceId)));
  }

  private void answered(Instance instance, String trace) {
    if (snapshots.find(instance.id()).filter(snapshots::fresh).isPresent()) {
      counters.hit(instance.ownerId());
    } else {
      counters.miss(instance.ownerId());
      refresher.refreshSoon(instance, trace);
    }
  }

  private Future<?> first(Instance instance, String trace) {
    Duration wait = CallDeadlines.untilFirstSync(instance);
    return refresher.refresh(instance, trace, true).timeout(wait.toMillis(), TimeUnit.MILLISECONDS);
  }

  private static RuntimeException gone() {
    return dev.arrway.protocol.Failure.notFound("instance").asException();
  }

  /** Empty when there is no snapshot. */
  private Future<Optional<LibraryPage>> read(
      Instance instance, LibraryKind kind, LibraryQuery query) {
    Consumer<Snapshot> known = snapshots.reading();
    return database.asUser(
        instance.ownerId(),
        c -> {
          Future<Slice<LibraryItem>> page = ItemRows.page(c, instance.id(), query);
          return SnapshotRows.find(c, instance.id())
              .compose(
                  found -> {
                    found.ifPresent(known);
                    return page.map(
                        slice ->
                            found
                                .filter(Snapshot::present)
                                .map(
                                    snapshot ->
                                        new LibraryPage(
                                            kind,
                                            slice.items(),
                                            slice.total(),
                                            snapshots.state(snapshot))));
                  });
        });
  }

  /**
   * Refreshes a snapshot and waits for it; where that fails, the last good one has to do.
   *
   * @return fails with {@code not_found}, or as the refresh does where there is no snapshot at all
   */
  public Future<Void> refreshed(long userId, long instanceId, String trace) {
    return Future.succeededFuture(instanceId)
        .map(id -> directory.mine(userId, id))
        .compose(instance -> refresher.refresh(instance, trace, false))
        .recover(
            cause ->
                snapshots.find(instanceId).filter(Snapshot::present).isPresent()
                    ? Future.succeededFuture()
                    : Future.failedFuture(cause))
        .mapEmpty();
  }

  /** The titles of one of a user's instances after the given one, by id; at most {@code limit}. */
  public Future<List<LibraryTitle>> titlesAfter(
      long userId, long instanceId, long libraryId, int limit) {
    String instance = String.valueOf(instanceId);
    return database
        .asUser(userId, c -> ItemRows.titlesAfter(c, userId, instanceId, libraryId, limit))
        .map(all -> all.stream().filter(it -> it.instanceId().equals(instance)).toList());
  }

  /** Returns all titles that a user's libraries hold, in the order of instance and id. */
  public Future<List<LibraryTitle>> allTitles(long ownerId) {
    List<LibraryTitle> all = new ArrayList<>();
    return titles(
            ownerId,
            block -> {
              all.addAll(block);
              return Future.succeededFuture();
            })
        .map(count -> all);
  }

  /**
   * Every title that a user's libraries hold, in blocks of at most 1,000, in the order of instance
   * and id.
   *
   * @param sink takes a block; the next is read when its future is done
   * @return how many there were
   */
  public Future<Long> titles(long ownerId, Function<List<LibraryTitle>, Future<Void>> sink) {
    return titles(ownerId, 0, 0, 0, sink);
  }

  private Future<Long> titles(
      long ownerId,
      long instanceId,
      long libraryId,
      long sofar,
      Function<List<LibraryTitle>, Future<Void>> sink) {
    return database
        .asUser(ownerId, c -> ItemRows.titlesAfter(c, ownerId, instanceId, libraryId, TITLES))
        .compose(
            block -> {
              if (block.isEmpty()) {
                return Future.succeededFuture(sofar);
              }
              LibraryTitle last = block.get(block.size() - 1);
              long count = sofar + block.size();
              return sink.apply(block)
                  .compose(
                      taken ->
                          block.size() < TITLES
                              ? Future.succeededFuture(count)
                              : titles(
                                  ownerId,
                                  Long.parseLong(last.instanceId()),
                                  Long.parseLong(last.libraryId()),
                                  count,
                                  sink));
            });
  }
}
