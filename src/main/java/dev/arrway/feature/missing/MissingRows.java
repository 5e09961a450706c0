package dev.arrway.feature.missing;

import dev.arrway.domain.match.MatchResult;
import dev.arrway.feature.missing.MissingItem.BestMatch;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tables {@code missing_item} and {@code matching_run}. */
final class MissingRows {
  private static final String COLUMNS =
      "entry_id, playlist_id, kind, title, year, season, episode, group_title, copies, confidence,"
          + " method, instance_id, library_id, match_title, match_year";

  /** Of the copies of an item the surest match comes first: if that one is not held, none is. */
  private static final String REBUILD =
      "INSERT INTO missing_item (owner_id, scope, "
          + COLUMNS
          + ") SELECT $1, %1$s, id, playlist_id, kind, title, year, season, episode, group_title,"
          + " copies, confidence, method, instance_id, library_id, match_title, match_year FROM ("
          + "SELECT e.*, row_number() OVER (PARTITION BY %2$s ORDER BY confidence DESC, id) AS place,"
          + " count(*) OVER (PARTITION BY %2$s) AS copies"
          + " FROM matched_entry e WHERE owner_id = $1%3$s) AS item"
          + " WHERE place = 1 AND confidence < "
          + MatchResult.HELD;

  private static final String ONLY = " AND item_key = ANY ($2)";
  private static final List<String> REBUILD_ALL = rebuilds("");
  private static final List<String> REBUILD_SOME = rebuilds(ONLY);

  private static final String FORGET_SOME =
      "DELETE FROM missing_item WHERE owner_id = $1 AND entry_id IN"
          + " (SELECT id FROM matched_entry WHERE owner_id = $1"
          + ONLY
          + ")";

  /** Two that make lists of one owner anew at the same time would each leave an item. */
  private static final String ONE_AT_A_TIME =
      "SELECT pg_advisory_xact_lock(hashtextextended('missing_item', $1))";

  private static final String WHERE =
      " FROM missing_item WHERE owner_id = $1 AND scope = $2 AND ($3::text IS NULL OR kind = $3)"
          + " AND ($4::text IS NULL OR title ILIKE $4) AND ($5::int IS NULL OR confidence <= $5)";

  private static final String PAGE =
      "SELECT "
          + COLUMNS
          + WHERE
          + " ORDER BY lower(left(title, 200)) COLLATE \"C\", year, season, episode, entry_id"
          + " LIMIT $6 OFFSET $7";

  /** An id stated by any of the entries that stand for a title is the title's. */
  private static final String TITLES =
      """
      SELECT array_agg(DISTINCT m.entry_id) AS entry_ids,
             (array_agg(m.title ORDER BY m.entry_id))[1] AS title, m.year,
             min(e.tmdb_id) AS tmdb_id, min(e.tvdb_id) AS tvdb_id, min(e.imdb_id) AS imdb_id
        FROM missing_item m JOIN playlist_entry e ON e.id = m.entry_id
       WHERE m.owner_id = $1 AND m.kind = $2
         AND ($3::bigint IS NULL AND cardinality($6::bigint[]) > 0 OR m.scope = coalesce($3, 0))
         AND ($4::text IS NULL OR m.title ILIKE $4) AND ($5::int IS NULL OR m.confidence <= $5)
         AND (cardinality($6::bigint[]) = 0 OR m.entry_id = ANY ($6))
       GROUP BY lower(m.title), m.year
      HAVING min(m.entry_id) > $7
       ORDER BY min(m.entry_id) LIMIT $8
      """;

  private MissingRows() {}

  private static List<String> rebuilds(String which) {
    return List.of(
        REBUILD.formatted("0", "item_key", which),
        REBUILD.formatted("playlist_id", "playlist_id, item_key", which));
  }

  /** Makes the lists of an owner anew. */
  static Future<Void> rebuild(SqlConnection c, long owner) {
    Tuple id = Tuple.of(owner);
    return c.query("SET LOCAL work_mem = '64MB'")
        .execute()
        .compose(x -> c.preparedQuery(ONE_AT_A_TIME).execute(id))
        .compose(x -> c.preparedQuery("DELETE FROM missing_item WHERE owner_id = $1").execute(id))
        .compose(x -> c.preparedQuery(REBUILD_ALL.get(0)).execute(id))
        .compose(x -> c.preparedQuery(REBUILD_ALL.get(1)).execute(id))
        .mapEmpty();
  }

  /** Makes the items of some keys anew. */
  static Future<Void> rebuild(SqlConnection c, long owner, Collection<String> keys) {
    Tuple some = Tuple.of(owner).addValue(keys.toArray(String[]::new));
    return c.preparedQuery(ONE_AT_A_TIME)
        .execute(Tuple.of(owner))
        .compose(x -> c.preparedQuery(FORGET_SOME).execute(some))
        .compose(x -> c.preparedQuery(REBUILD_SOME.get(0)).execute(some))
        .compose(x -> c.preparedQuery(REBUILD_SOME.get(1)).execute(some))
        .mapEmpty();
  }

  static Future<Slice<MissingItem>> list(
      SqlConnection c, long owner, MissingFilter filter, int limit, int offset) {
    Long scope = filter.playlistId();
    Tuple where =
        Tuple.of(owner, scope == null ? 0L : scope, filter.type(), pattern(filter.text()))
            .addValue(filter.maxConfidence());
    return c.preparedQuery("SELECT count(*)" + WHERE)
        .execute(where)
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            total ->
                c.preparedQuery(PAGE)
                    .execute(where.addValue(limit).addValue(offset))
                    .map(Rows.list(MissingRows::item))
                    .map(items -> new Slice<>(items, total)));
  }

  static Future<List<MissingTitle>> titles(
      SqlConnection c,
      long owner,
      MissingFilter filter,
      List<Long> entryIds,
      long after,
      int limit) {
    return c.preparedQuery(TITLES)
        .execute(
            Tuple.tuple()
                .addLong(owner)
                .addString(filter.type())
                .addLong(filter.playlistId())
                .addString(pattern(filter.text()))
                .addInteger(filter.maxConfidence())
                .addArrayOfLong(entryIds.toArray(Long[]::new))
                .addLong(after)
                .addInteger(limit))
        .map(Rows.list(MissingRows::title));
  }

  private static MissingTitle title(Row row) {
    return new MissingTitle(
        List.of(row.getArrayOfLongs("entry_ids")),
        row.getString("title"),
        row.getInteger("year"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"));
  }

  static Future<Void> ran(SqlConnection c, long owner, long entries, long durationMs) {
    return c.preparedQuery(
            "INSERT INTO matching_run (owner_id, last_run_at, entries, duration_ms)"
                + " VALUES ($1, clock_timestamp(), $2, $3) ON CONFLICT (owner_id) DO UPDATE SET"
                + " last_run_at = excluded.last_run_at, entries = excluded.entries,"
                + " duration_ms = excluded.duration_ms")
        .execute(Tuple.of(owner, entries, durationMs))
        .mapEmpty();
  }

  static Future<MatchingState> lastRun(SqlConnection c, long owner, String state) {
    return c.preparedQuery(
            "SELECT last_run_at, entries, duration_ms FROM matching_run WHERE owner_id = $1")
        .execute(Tuple.of(owner))
        .map(Rows.first(row -> state(state, row)))
        .map(known -> known.orElseGet(() -> new MatchingState(state, null, 0, 0)));
  }

  private static MatchingState state(String state, Row row) {
    OffsetDateTime at = row.getOffsetDateTime(0);
    return new MatchingState(state, at.toInstant(), row.getLong(1), row.getLong(2));
  }

  private static MissingItem item(Row row) {
    return new MissingItem(
        row.getLong("entry_id"),
        row.getLong("playlist_id"),
        row.getString("kind"),
        row.getString("title"),
        row.getInteger("year"),
        row.getInteger("season"),
        row.getInteger("episode"),
        row.getString("group_title"),
        row.getInteger("copies"),
        row.getString("match_title") == null ? null : bestMatch(row));
  }

  private static BestMatch bestMatch(Row row) {
    return new BestMatch(
        row.getInteger("confidence"),
        row.getString("method"),
        row.getLong("instance_id"),
        row.getLong("library_id"),
        row.getString("match_title"),
        row.getInteger("match_year"));
  }

  private static @Nullable String pattern(@Nullable String text) {
    return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }
}
