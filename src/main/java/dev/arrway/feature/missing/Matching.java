package dev.arrway.feature.missing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;

import dev.arrway.feature.missing.Indexes.Held;
import dev.arrway.feature.playlists.EntryMatches;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.feature.playlists.EntryMatches.Located;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import dev.arrway.feature.playlists.EntryMatches.Shown;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Notice.LibraryChanged;
import dev.arrway.protocol.Notice.PlaylistChanged;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Matches entries against libraries whenever one of them changes: a playlist's own entries after an
 * import, all of an owner's after a library changed. For each owner one run goes on at most, and
 * what is asked meanwhile becomes one run after it.
 *
 * <p>Series match on the level of series: an episode counts as held when a library has its series,
 * whichever episodes it has of it.
 */
public final class Matching implements MatchingStatus, Rematch {
  private static final Logger log = LoggerFactory.getLogger(Matching.class);
  private static final int AT_ONCE = 2;
  private static final long RETRY_SECONDS = 30;

  private final Vertx vertx;
  private final Database database;
  private final Bus bus;
  private final PlaylistWorkers workers;
  private final EntryMatches entries;
  private final Indexes indexes;
  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, 1);
  private final Map<Long, OwnerRuns> runs = new ConcurrentHashMap<>();
  private final List<Registration> registrations = new ArrayList<>();

  /** Nothing runs by itself until {@link #start}. */
  public Matching(
      Vertx vertx, Database database, Bus bus, PlaylistWorkers workers, LibraryTitles titles) {
    this.vertx = vertx;
    this.database = database;
    this.bus = bus;
    this.workers = workers;
    this.entries = new EntryMatches(database);
    this.indexes = new Indexes(titles, workers);
  }

  /** Begins to listen, and catches up on what was imported but not matched. */
  public Future<Void> start() {
    listen();
    return entries
        .ownersBehind()
        .map(
            owners -> {
              owners.forEach(owner -> ended(owner, ask(owner, Scope.ALL)));
              return null;
            });
  }

  private void listen() {
    registrations.add(
        bus.subscribe(
            LibraryChanged.class,
            changed -> {
              indexes.forget(changed.ownerId());
              ended(changed.ownerId(), ask(changed.ownerId(), Scope.ALL));
            }));
    registrations.add(
        bus.subscribe(
            PlaylistChanged.class,
            changed ->
                ended(changed.ownerId(), ask(changed.ownerId(), Scope.of(changed.playlistId())))));
  }

  /** Stops listening. */
  public Future<Void> stop() {
    Future<Void> all = Future.succeededFuture();
    for (Registration each : registrations) {
      all = all.compose(done -> each.unregister());
    }
    return all;
  }

  @Override
  public Future<Void> now(long ownerId) {
    indexes.forget(ownerId);
    return ask(ownerId, Scope.ALL);
  }

  @Override
  public Future<MatchingState> of(long ownerId) {
    OwnerRuns known = runs.get(ownerId);
    return (known != null && known.busy()
            ? Future.succeededFuture(true)
            : entries.isBehind(ownerId))
        .compose(
            running ->
                database.asUser(
                    ownerId, c -> MissingRows.lastRun(c, ownerId, running ? "running" : "idle")));
  }

  /** An owner's libraries as they are now. */
  Future<Held> held(long ownerId) {
    return indexes.of(ownerId);
  }

  /**
   * Matches the entries of one key at once, as a decision about them wants; see {@link EntryKeys}.
   *
   * @return what they are matched to now
   */
  Future<List<Matched>> again(long owner, String key) {
    return entries
        .keyed(owner, key)
        .map(
            found ->
                found.stream().filter(one -> EntryKeys.covers(key, one.entry().keyed())).toList())
        .compose(found -> again(owner, found))
        .map(
            matched -> {
              OwnerRuns of = runs.get(owner);
              if (of != null && of.busy()) {
                // What runs now may have begun before the decision, and would undo it.
                ended(owner, ask(owner, Scope.ALL));
              }
              return matched;
            });
  }

  private Future<List<Matched>> again(long owner, List<Located> found) {
    Map<Shown, List<Entry>> byPlaylist =
        found.stream()
            .collect(groupingBy(Located::shown, mapping(Located::entry, Collectors.toList())));
    Set<String> keys = found.stream().map(one -> one.entry().keyed()).collect(Collectors.toSet());
    List<Matched> all = new ArrayList<>();
    Future<EntryMatcher> matcher = matcher(owner);
    Future<?> saved = matcher;
    for (Map.Entry<Shown, List<Entry>> each : byPlaylist.entrySet()) {
      saved =
          saved
              .compose(before -> matcher)
              .compose(ready -> workers.run(owner, () -> ready.match(each.getValue())))
              .compose(
                  matches -> {
                    all.addAll(matches);
                    return entries.save(owner, each.getKey(), matches);
                  });
    }
    return saved
        .compose(done -> database.asUser(owner, c -> MissingRows.rebuild(c, owner, keys)))
        .map(done -> all);
  }

  /** What matches an owner's entries against the libraries as they are now. */
  Future<EntryMatcher> matcher(long owner) {
    return indexes
        .of(owner)
        .compose(
            held ->
                database
                    .asUser(owner, c -> DecisionRows.all(c, owner))
                    .compose(
                        decisions ->
                            workers.run(
                                owner,
                                () ->
                                    new EntryMatcher(
                                        held.index(), Decided.of(decisions, held.titles())))));
  }

  private Future<Void> ask(long owner, Scope scope) {
    OwnerRuns of = runs.computeIfAbsent(owner, id -> new OwnerRuns());
    Promise<Void> done = of.ask(scope);
    next(owner, of);
    return done.future();
  }

  /** Begins the next run of an owner unless one goes on or none is wanted. */
  private void next(long owner, OwnerRuns of) {
    of.begin()
        .ifPresent(
            run ->
                vertx.runOnContext(
                    x -> {
                      Future<Void> ran = slots.run(owner, () -> run(owner, run.scope()));
                      Future<Void> watched =
                          ran.transform(
                              (done, cause) -> {
                                of.end();
                                next(owner, of);
                                run.tell(cause);
                                return Future.succeededFuture();
                              });
                      assert watched != null;
                    }));
  }

  private Future<Void> run(long owner, Scope scope) {
    long begun = System.nanoTime();
    return matcher(owner)
        .compose(
            matcher ->
                entries
                    .shown(owner)
                    .map(all -> all.stream().filter(scope::covers).toList())
                    .compose(
                        chosen ->
                            new MatchRun(entries, workers, matcher, owner)
                                .over(chosen)
                                .compose(count -> finish(owner, chosen, count, begun))));
  }

  private Future<Void> finish(long owner, List<Shown> matched, long count, long begun) {
    return database.asUser(
        owner,
        c ->
            MissingRows.rebuild(c, owner)
                .compose(x -> EntryMatches.matched(c, matched))
                .compose(
                    x ->
                        MissingRows.ran(
                            c,
                            owner,
                            count,
                            TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun))));
  }

  /** Where runs that nobody waits for end: a failed one is tried again later. */
  private void ended(long owner, Future<Void> run) {
    Future<Void> watched =
        run.transform(
            (done, cause) -> {
              if (cause != null) {
                log.atWarn().addKeyValue("owner", owner).setCause(cause).log("matching failed");
                vertx.setTimer(
                    TimeUnit.SECONDS.toMillis(RETRY_SECONDS),
                    id -> ended(owner, ask(owner, Scope.ALL)));
              }
              return Future.succeededFuture();
            });
    assert watched != null;
  }
}
