package dev.arrway.feature.playlists;

import static dev.arrway.feature.playlists.Columns.column;

import dev.arrway.domain.match.MatchResult;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What entries were matched to: the table {@code entry_match}, for whoever matches. */
public final class EntryMatches {
  private static final String READ =
      "SELECT id, kind, name, group_title, url, tmdb_id, tvdb_id, imdb_id, item_key, title, year"
          + " FROM playlist_entry WHERE playlist_id = $1 AND generation = $2 AND id > $3 AND kind <> 'live'"
          + " ORDER BY id LIMIT $4";

  private static final String SHOWN =
      "SELECT e.playlist_id, e.generation, e.id, e.kind, e.name, e.group_title, e.url, e.tmdb_id,"
          + " e.tvdb_id, e.imdb_id, e.item_key, e.title, e.year FROM playlist p JOIN playlist_entry e"
          + " ON e.playlist_id = p.id AND e.generation = p.generation WHERE p.owner_id = $1 AND ";

  private static final String SAVE =
      "INSERT INTO entry_match AS old (owner_id, playlist_id, generation, entry_id, confidence,"
          + " method, reasons, instance_id, library_id, tmdb_id, tvdb_id, title, year)"
          + " SELECT $1, $2, $3, m.id, m.confidence, m.method, string_to_array(m.reasons, E'\\n'),"
          + " m.instance, m.library, m.tmdb, m.tvdb, m.title, m.year"
          + " FROM unnest($4::bigint[], $5::int[], $6::text[], $7::text[], $8::bigint[],"
          + " $9::bigint[], $10::int[], $11::int[], $12::text[], $13::int[])"
          + " AS m (id, confidence, method, reasons, instance, library, tmdb, tvdb, title, year)"
          + " ON CONFLICT (playlist_id, generation, entry_id) DO UPDATE SET"
          + " confidence = excluded.confidence, method = excluded.method,"
          + " reasons = excluded.reasons, instance_id = excluded.instance_id,"
          + " library_id = excluded.library_id, tmdb_id = excluded.tmdb_id,"
          + " tvdb_id = excluded.tvdb_id, title = excluded.title, year = excluded.year"
          + " WHERE (old.confidence, old.method, old.reasons, old.instance_id, old.library_id,"
          + " old.tmdb_id, old.tvdb_id, old.title, old.year) IS DISTINCT FROM"
          + " (excluded.confidence, excluded.method, excluded.reasons, excluded.instance_id,"
          + " excluded.library_id, excluded.tmdb_id, excluded.tvdb_id, excluded.title,"
          + " excluded.year)";

  private final Database database;

  /** On this pool. */
  public EntryMatches(Database database) {
    this.database = database;
  }

  /** The entries that a playlist shows. */
  public record Shown(long playlistId, int generation) {}

  /**
   * An entry with what is needed to read its name again.
   *
   * @param key what copies of one movie or episode share; null for channels
   * @param title as it was read
   * @param year as it was read
   */
  public record Entry(
      long id,
      String kind,
      String name,
      String group,
      String url,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String imdbId,
      @Nullable String key,
      String title,
      @Nullable Integer year) {
    /** The key of a movie or an episode; throws {@link IllegalStateException} for a channel. */
    public String keyed() {
      if (key == null) {
        throw new IllegalStateException("a channel has no key");
      }
      return key;
    }
  }

  /** An entry and where it is shown. */
  public record Located(Shown shown, Entry entry) {}

  /** What an entry was matched to; without a title: to nothing. */
  public record Matched(
      long entryId,
      int confidence,
      String method,
      List<String> reasons,
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable String title,
      @Nullable Integer year) {
    /** Whether no library holds the entry. */
    public boolean isMissing() {
      return title == null || confidence < MatchResult.HELD;
    }

    /** As entries show it; null when nothing came near. */
    public PlaylistEntry.@Nullable Match shown() {
      return title == null
          ? null
          : new PlaylistEntry.Match(
              confidence, method, reasons, instanceId, libraryId, tmdbId, tvdbId, title, year);
    }
  }

  /** What an owner's playlists show. */
  public Future<List<Shown>> shown(long owner) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(
                    "SELECT id, generation FROM playlist WHERE owner_id = $1 AND generation > 0"
                        + " ORDER BY id")
                .execute(Tuple.of(owner))
                .map(Rows.list(row -> new Shown(row.getLong(0), row.getInteger(1)))));
  }

  /** Owners of playlists that show entries which were never matched. */
  public Future<List<Long>> ownersBehind() {
    return database.asSystem(
        c ->
            c.query(
                    "SELECT DISTINCT owner_id FROM playlist"
                        + " WHERE generation > 0 AND matched_generation <> generation")
                .execute()
                .map(Rows.list(row -> row.getLong(0))));
  }

  /** Whether an owner has a playlist that shows entries which were never matched. */
  public Future<Boolean> isBehind(long owner) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(
                    "SELECT EXISTS (SELECT 1 FROM playlist WHERE owner_id = $1"
                        + " AND generation > 0 AND matched_generation <> generation)")
                .execute(Tuple.of(owner))
                .map(Rows.one(row -> row.getBoolean(0))));
  }

  /** The next movies and episodes after an id, in the order of ids; empty at the end. */
  public Future<List<Entry>> after(long owner, Shown shown, long lastId, int most) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(READ)
                .execute(Tuple.of(shown.playlistId(), shown.generation(), lastId, most))
                .map(Rows.list(EntryMatches::entry)));
  }

  /** Entries that an owner's playlists show, by their ids; those that there are. */
  public Future<List<Located>> find(long owner, List<Long> ids) {
    return database.asUser(owner, c -> find(c, owner, ids));
  }

  /** The same in a transaction of the caller's. */
  public static Future<List<Located>> find(SqlConnection c, long owner, List<Long> ids) {
    return c.preparedQuery(SHOWN + "e.id = ANY ($2) ORDER BY e.id")
        .execute(Tuple.of(owner).addValue(ids.toArray(Long[]::new)))
        .map(Rows.list(EntryMatches::located));
  }

  /** Entries that an owner's playlists show whose key is this one, or begins with it. */
  public Future<List<Located>> keyed(long owner, String key) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(SHOWN + "starts_with(e.item_key, $2) ORDER BY e.playlist_id, e.id")
                .execute(Tuple.of(owner, key))
                .map(Rows.list(EntryMatches::located)));
  }

  /** What an entry that is shown was matched to; empty before it was. */
  public Future<Optional<Matched>> match(long owner, Located entry) {
    return database.asUser(
        owner,
        c ->
            c.preparedQuery(
                    "SELECT * FROM entry_match WHERE playlist_id = $1 AND generation = $2"
                        + " AND entry_id = $3")
                .execute(
                    Tuple.of(
                        entry.shown().playlistId(), entry.shown().generation(), entry.entry().id()))
                .map(Rows.first(EntryMatches::matched)));
  }

  /**
   * Stores matches; those that say what is stored already cost no write.
   *
   * @return false when the playlist shows something else by now, and nothing was stored
   */
  public Future<Boolean> save(long owner, Shown shown, List<Matched> matches) {
    return database.asUser(
        owner,
        c ->
            isShown(c, shown)
                .compose(
                    it ->
                        it
                            ? c.preparedQuery(SAVE)
                                .execute(columns(owner, shown, matches))
                                .map(true)
                            : Future.succeededFuture(false)));
  }

  /** Notes, in the transaction of what follows from it, that all these entries were matched. */
  public static Future<Void> matched(SqlConnection c, List<Shown> all) {
    return c.preparedQuery(
            "UPDATE playlist p SET matched_generation = s.generation"
                + " FROM unnest($1::bigint[], $2::int[]) AS s (id, generation)"
                + " WHERE p.id = s.id AND p.matched_generation <> s.generation")
        .execute(
            Tuple.tuple()
                .addValue(column(all, Long[]::new, Shown::playlistId))
                .addValue(column(all, Integer[]::new, Shown::generation)))
        .mapEmpty();
  }

  private static Future<Boolean> isShown(SqlConnection c, Shown shown) {
    return c.preparedQuery("SELECT 1 FROM playlist WHERE id = $1 AND generation = $2 FOR KEY SHARE")
        .execute(Tuple.of(shown.playlistId(), shown.generation()))
        .map(rows -> rows.size() > 0);
  }

  private static Tuple columns(long owner, Shown shown, List<Matched> matches) {
    return Tuple.of(owner, shown.playlistId(), shown.generation())
        .addValue(column(matches, Long[]::new, Matched::entryId))
        .addValue(column(matches, Integer[]::new, Matched::confidence))
        .addValue(column(matches, String[]::new, Matched::method))
        .addValue(column(matches, String[]::new, match -> String.join("\n", match.reasons())))
        .addValue(column(matches, Long[]::new, Matched::instanceId))
        .addValue(column(matches, Long[]::new, Matched::libraryId))
        .addValue(column(matches, Integer[]::new, Matched::tmdbId))
        .addValue(column(matches, Integer[]::new, Matched::tvdbId))
        .addValue(column(matches, String[]::new, Matched::title))
        .addValue(column(matches, Integer[]::new, Matched::year));
  }

  private static Matched matched(Row row) {
    return new Matched(
        row.getLong("entry_id"),
        row.getInteger("confidence"),
        row.getString("method"),
        List.of(row.getArrayOfStrings("reasons")),
        row.getLong("instance_id"),
        row.getLong("library_id"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("title"),
        row.getInteger("year"));
  }

  private static Located located(Row row) {
    return new Located(
        new Shown(row.getLong("playlist_id"), row.getInteger("generation")), entry(row));
  }

  private static Entry entry(Row row) {
    String group = row.getString("group_title");
    return new Entry(
        row.getLong("id"),
        row.getString("kind"),
        row.getString("name"),
        group == null ? "" : group,
        row.getString("url"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"),
        row.getString("item_key"),
        row.getString("title"),
        row.getInteger("year"));
  }
}
