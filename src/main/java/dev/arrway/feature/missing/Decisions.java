package dev.arrway.feature.missing;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.feature.playlists.EntryMatches;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.feature.playlists.EntryMatches.Located;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlQuota;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What users decide about entries: that they are a library item, or are not one. A decision counts
 * for an entry with all its copies, in whichever playlist, now and after every import.
 */
public final class Decisions {
  private final Database database;
  private final EntryMatches entries;
  private final SqlQuota quota;
  private final Matching matching;

  /** Decisions that matching follows. */
  public Decisions(Database database, Matching matching, int mostPerUser) {
    this.database = database;
    this.entries = new EntryMatches(database);
    this.matching = matching;
    this.quota =
        SqlQuota.ofAll(
            "match_decision", mostPerUser, "pinned or rejected matches", "limits.match_decisions");
  }

  /**
   * A decision that is asked for.
   *
   * @param pin whether the entry is the item; else it is not
   * @param instanceId of the item; with {@code libraryId} null to reject what the entry is matched
   *     to
   * @param wholeSeries whether it counts for all episodes of the entry's series
   */
  public record Wanted(
      boolean pin, @Nullable Long instanceId, @Nullable Long libraryId, boolean wholeSeries) {}

  /**
   * A decision and what came of it.
   *
   * @param copies entries that it counts for now
   */
  public record Made(Decision decision, Matched match, int copies) {}

  /**
   * Decides, and matches the entries that it is about again.
   *
   * @return fails with {@code not_found} for an entry that no playlist of the caller shows, and for
   *     an item that none of the caller's libraries holds; with {@code invalid} for a channel, for
   *     an item of the other kind, and when there is nothing to reject; with {@code limit_exceeded}
   *     when the user has decided too much
   */
  public Future<Made> decide(Caller caller, long entryId, Wanted wanted) {
    long owner = caller.userId();
    return entry(owner, entryId)
        .compose(
            located ->
                item(owner, located, wanted).map(item -> decision(located.entry(), wanted, item)))
        .compose(
            decision ->
                database.asUser(
                    owner,
                    c ->
                        quota
                            .requireRoom(c, owner)
                            .compose(room -> DecisionRows.save(c, owner, decision))))
        .compose(
            saved ->
                matching
                    .again(owner, saved.entryKey())
                    .map(matches -> new Made(saved, of(entryId, matches), matches.size())));
  }

  /**
   * Takes back what was decided about an entry; where that is nothing, what was decided about its
   * series. Fails with {@code not_found} as {@link #decide} does.
   */
  public Future<Void> clear(Caller caller, long entryId) {
    long owner = caller.userId();
    return entry(owner, entryId)
        .compose(
            located -> {
              String key = located.entry().keyed();
              String whole = EntryKeys.whole(key);
              return database
                  .asUser(
                      owner,
                      c ->
                          DecisionRows.forget(c, owner, key)
                              .compose(
                                  any ->
                                      any
                                          ? Future.succeededFuture(key)
                                          : DecisionRows.forget(c, owner, whole).map(whole)))
                  .compose(forgotten -> matching.again(owner, forgotten));
            })
        .mapEmpty();
  }

  /** Takes back one decision, whether or not an entry that it is about is there. */
  public Future<Void> remove(Caller caller, long id) {
    long owner = caller.userId();
    return database
        .asUser(owner, c -> DecisionRows.remove(c, owner, id))
        .map(found -> found.orElseThrow(() -> Failure.notFound("decision").asException()))
        .compose(removed -> matching.again(owner, removed.entryKey()))
        .mapEmpty();
  }

  /** The caller's decisions, newest first. */
  public Future<Slice<Decision>> list(Caller caller, int limit, int offset) {
    long owner = caller.userId();
    return database.asUser(owner, c -> DecisionRows.list(c, owner, limit, offset));
  }

  private Future<Located> entry(long owner, long id) {
    return entries
        .find(owner, List.of(id))
        .map(
            found -> {
              Located located =
                  found.stream()
                      .findFirst()
                      .orElseThrow(() -> Failure.notFound("entry").asException());
              if (located.entry().key() == null) {
                throw Failure.invalid("entry_id", "is a channel, which no library holds")
                    .asException();
              }
              return located;
            });
  }

  private Future<LibraryTitle> item(long owner, Located located, Wanted wanted) {
    Long instance = wanted.instanceId();
    Long library = wanted.libraryId();
    if (instance != null && library != null) {
      return item(owner, located.entry(), instance, library);
    }
    if (wanted.pin()) {
      return Future.failedFuture(
          Failure.invalid(instance == null ? "instance_id" : "library_id", "is required to pin")
              .asException());
    }
    return entries
        .match(owner, located)
        .map(match -> match.filter(m -> m.instanceId() != null && m.libraryId() != null))
        .map(Decisions::toReject)
        .compose(m -> item(owner, located.entry(), place(m.instanceId()), place(m.libraryId())));
  }

  private static Matched toReject(Optional<Matched> match) {
    return match.orElseThrow(
        () -> Failure.invalid("decision", "there is no match to reject").asException());
  }

  private static long place(@Nullable Long id) {
    return id == null ? 0 : id;
  }

  private Future<LibraryTitle> item(long owner, Entry entry, long instanceId, long libraryId) {
    return matching
        .held(owner)
        .map(
            held ->
                held.titles().stream()
                    .filter(
                        title ->
                            title.libraryId().equals(Long.toString(libraryId))
                                && title.instanceId().equals(Long.toString(instanceId)))
                    .findFirst()
                    .orElseThrow(() -> Failure.notFound("library item").asException()))
        .map(
            title -> {
              if (!EntryKeys.kind(title.kind()).equals(entry.kind())) {
                throw Failure.invalid(
                        "library_id",
                        "is a " + EntryKeys.kind(title.kind()) + ", and the entry is none")
                    .asException();
              }
              return title;
            });
  }

  private static Decision decision(Entry entry, Wanted wanted, LibraryTitle item) {
    String key = entry.keyed();
    return Decision.of(
        wanted.wholeSeries() ? EntryKeys.whole(key) : key, entry.name(), wanted.pin(), item);
  }

  private static Matched of(long entryId, List<Matched> matches) {
    return matches.stream()
        .filter(match -> match.entryId() == entryId)
        .findFirst()
        .orElseThrow(() -> Failure.notFound("entry").asException());
  }
}
