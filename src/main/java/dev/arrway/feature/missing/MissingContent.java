package dev.arrway.feature.missing;

import dev.arrway.domain.match.LibraryIndex;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is missing, and what a title would match. */
public final class MissingContent {
  private static final int CANDIDATES = 50;

  private final Database database;
  private final Matching matching;
  private final PlaylistWorkers workers;

  /** Reads what matching has left. */
  public MissingContent(Database database, Matching matching, PlaylistWorkers workers) {
    this.database = database;
    this.matching = matching;
    this.workers = workers;
  }

  /** What the caller's playlists offer and no library holds, by title. */
  public Future<Slice<MissingItem>> list(
      Caller caller, MissingFilter filter, int limit, int offset) {
    long owner = caller.userId();
    return database.asUser(owner, c -> MissingRows.list(c, owner, filter, limit, offset));
  }

  /**
   * What the caller's libraries look for and do not have, or not whole, and a playlist offers; by
   * title.
   */
  public Future<Slice<AvailableItem>> available(
      Caller caller, AvailableFilter filter, int limit, int offset) {
    long owner = caller.userId();
    return database.asUser(owner, c -> AvailableRows.list(c, owner, filter, limit, offset));
  }

  /**
   * Missing movies or series of a user, each once however many entries or episodes of it there are.
   *
   * @param entryIds these entries alone; empty for all that the filter lets through
   * @param after only titles whose first entry has a greater id
   * @return at most {@code limit}, by their first entries
   */
  public Future<List<MissingTitle>> titles(
      long owner, MissingFilter filter, List<Long> entryIds, long after, int limit) {
    return database.asUser(
        owner, c -> MissingRows.titles(c, owner, filter, entryIds, after, limit));
  }

  /**
   * The library items that a title may be, best first; 50 at most of each type.
   *
   * @param type {@code movie}, {@code series}, or null for both
   */
  public Future<Slice<MatchCandidate>> candidates(
      Caller caller,
      String title,
      @Nullable Integer year,
      @Nullable String type,
      int limit,
      int offset) {
    return matching
        .held(caller.userId())
        .compose(
            held -> workers.run(caller.userId(), () -> candidates(held.index(), title, year, type)))
        .map(
            all ->
                new Slice<>(
                    all.stream().skip(offset).limit(limit).map(MatchCandidate::of).toList(),
                    all.size()));
  }

  private static List<MatchResult> candidates(
      LibraryIndex index, String title, @Nullable Integer year, @Nullable String type) {
    List<MatchResult> all = new ArrayList<>();
    for (MediaKind kind : List.of(MediaKind.MOVIE, MediaKind.SERIES)) {
      if (type == null || type.equals(kind.name().toLowerCase(Locale.ROOT))) {
        all.addAll(index.candidates(title, year, kind, CANDIDATES));
      }
    }
    all.sort(Comparator.comparingInt(MatchResult::confidence).reversed());
    return all;
  }
}
