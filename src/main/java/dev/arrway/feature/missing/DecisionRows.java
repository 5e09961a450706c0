package dev.arrway.feature.missing;

import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

/** The table {@code match_decision}. */
final class DecisionRows {
  private static final String COLUMNS =
      "id, entry_key, kind, entry_name, decision, instance_id, library_id, tmdb_id, tvdb_id,"
          + " imdb_id, title, year, created_at";

  private static final String SAVE =
      "INSERT INTO match_decision (owner_id, entry_key, kind, entry_name, decision, instance_id,"
          + " library_id, tmdb_id, tvdb_id, imdb_id, title, year)"
          + " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"
          + " ON CONFLICT (owner_id, entry_key, instance_id, library_id) DO UPDATE SET"
          + " entry_name = excluded.entry_name, decision = excluded.decision,"
          + " tmdb_id = excluded.tmdb_id, tvdb_id = excluded.tvdb_id, imdb_id = excluded.imdb_id,"
          + " title = excluded.title, year = excluded.year, created_at = now() RETURNING "
          + COLUMNS;

  private DecisionRows() {}

  /** Decides: about the same item anew, and a pin in place of another. */
  static Future<Decision> save(SqlConnection c, long owner, Decision d) {
    Future<?> freed =
        d.pin()
            ? c.preparedQuery(
                    "DELETE FROM match_decision WHERE owner_id = $1 AND entry_key = $2"
                        + " AND (decision = 'pin' OR kind = 'movie' AND tmdb_id = $3"
                        + " OR kind = 'series' AND tvdb_id = $4)")
                .execute(Tuple.of(owner, d.entryKey(), d.tmdbId(), d.tvdbId()))
            : Future.succeededFuture();
    return freed
        .compose(
            free ->
                c.preparedQuery(SAVE)
                    .execute(
                        Tuple.of(owner, d.entryKey(), d.kind(), d.entryName())
                            .addValue(d.pin() ? "pin" : "reject")
                            .addValue(d.instanceId())
                            .addValue(d.libraryId())
                            .addValue(d.tmdbId())
                            .addValue(d.tvdbId())
                            .addValue(d.imdbId())
                            .addValue(d.title())
                            .addValue(d.year())))
        .map(Rows.one(DecisionRows::decision));
  }

  static Future<List<Decision>> all(SqlConnection c, long owner) {
    return c.preparedQuery(
            "SELECT " + COLUMNS + " FROM match_decision WHERE owner_id = $1 ORDER BY id")
        .execute(Tuple.of(owner))
        .map(Rows.list(DecisionRows::decision));
  }

  /** Newest first. */
  static Future<Slice<Decision>> list(SqlConnection c, long owner, int limit, int offset) {
    Future<Long> total =
        c.preparedQuery("SELECT count(*) FROM match_decision WHERE owner_id = $1")
            .execute(Tuple.of(owner))
            .map(Rows.one(row -> row.getLong(0)));
    return c.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM match_decision WHERE owner_id = $1"
                + " ORDER BY created_at DESC, id DESC LIMIT $2 OFFSET $3")
        .execute(Tuple.of(owner, limit, offset))
        .map(Rows.list(DecisionRows::decision))
        .compose(items -> total.map(count -> new Slice<>(items, count)));
  }

  /** Takes back everything that was decided about a key; whether there was anything. */
  static Future<Boolean> forget(SqlConnection c, long owner, String key) {
    return c.preparedQuery("DELETE FROM match_decision WHERE owner_id = $1 AND entry_key = $2")
        .execute(Tuple.of(owner, key))
        .map(Rows::any);
  }

  /** Takes back one; it, if there was one. */
  static Future<Optional<Decision>> remove(SqlConnection c, long owner, long id) {
    return c.preparedQuery(
            "DELETE FROM match_decision WHERE owner_id = $1 AND id = $2 RETURNING " + COLUMNS)
        .execute(Tuple.of(owner, id))
        .map(Rows.first(DecisionRows::decision));
  }

  private static Decision decision(Row row) {
    return new Decision(
        row.getLong("id"),
        row.getString("entry_key"),
        row.getString("kind"),
        row.getString("entry_name"),
        row.getString("decision").equals("pin"),
        row.getLong("instance_id"),
        row.getLong("library_id"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"),
        row.getString("title"),
        row.getInteger("year"),
        row.getOffsetDateTime("created_at").toInstant());
  }
}
