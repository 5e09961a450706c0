package dev.arrway.playlist;

import static dev.arrway.playlist.Columns.column;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.playlist.EntryBlock.Sealed;
import dev.arrway.store.Rows;
import dev.arrway.store.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The tables {@code playlist_entry} and {@code playlist_secret}. */
final class EntryRows {
  private static final String INSERT =
      "INSERT INTO playlist_entry (owner_id, playlist_id, generation, line, kind, name, title, year,"
          + " season, episode, group_title, quality, language, item_key, url, secret, tmdb_id,"
          + " tvdb_id, imdb_id)"
          + " SELECT $1, $2, $3, e.* FROM unnest($4::int[], $5::text[], $6::text[], $7::text[],"
          + " $8::int[], $9::int[], $10::int[], $11::text[], $12::text[], $13::text[], $14::text[],"
          + " $15::text[], $16::int[], $17::int[], $18::int[], $19::text[]) AS e";

  private static final String INSERT_SECRETS =
      "INSERT INTO playlist_secret (owner_id, playlist_id, generation, number, sealed)"
          + " SELECT $1, $2, $3, s.* FROM unnest($4::int[], $5::bytea[]) AS s";

  private static final String FROM =
      " FROM playlist p JOIN playlist_entry e"
          + " ON e.playlist_id = p.id AND e.generation = p.generation"
          + " LEFT JOIN entry_match m ON m.playlist_id = e.playlist_id"
          + " AND m.generation = e.generation AND m.entry_id = e.id"
          + " WHERE p.id = $1 AND p.owner_id = $2 AND ($3::text IS NULL OR e.kind = $3)"
          + " AND ($4::text IS NULL OR e.name ILIKE $4 OR e.title ILIKE $4)"
          + " AND ($5::boolean IS NULL OR (m.confidence < "
          + MatchResult.HELD
          + ") = $5)";

  private static final String PAGE =
      "SELECT e.id, e.line, e.kind, e.name, e.title, e.year, e.season, e.episode, e.group_title,"
          + " e.quality, e.language, e.url, m.confidence, m.method, m.reasons, m.instance_id,"
          + " m.library_id, m.tmdb_id, m.tvdb_id, m.title AS match_title, m.year AS match_year"
          + FROM
          + " ORDER BY e.id LIMIT $6 OFFSET $7";

  private EntryRows() {}

  static Future<Void> insert(SqlConnection c, Generation g, EntryBlock block) {
    Future<Void> secrets =
        block.secrets.isEmpty()
            ? Future.succeededFuture()
            : c.preparedQuery(INSERT_SECRETS).execute(secrets(g, block.secrets)).mapEmpty();
    return secrets.compose(x -> c.preparedQuery(INSERT).execute(entries(g, block.rows)).mapEmpty());
  }

  private static Tuple secrets(Generation g, List<Sealed> secrets) {
    return Tuple.of(g.ownerId(), g.playlistId(), g.number())
        .addValue(column(secrets, Integer[]::new, Sealed::number))
        .addValue(column(secrets, Buffer[]::new, s -> Buffer.buffer(s.bytes())));
  }

  private static Tuple entries(Generation g, List<EntryRow> rows) {
    return Tuple.of(g.ownerId(), g.playlistId(), g.number())
        .addValue(column(rows, Integer[]::new, EntryRow::line))
        .addValue(column(rows, String[]::new, EntryRow::kind))
        .addValue(column(rows, String[]::new, EntryRow::name))
        .addValue(column(rows, String[]::new, EntryRow::title))
        .addValue(column(rows, Integer[]::new, EntryRow::year))
        .addValue(column(rows, Integer[]::new, EntryRow::season))
        .addValue(column(rows, Integer[]::new, EntryRow::episode))
        .addValue(column(rows, String[]::new, EntryRow::group))
        .addValue(column(rows, String[]::new, EntryRow::quality))
        .addValue(column(rows, String[]::new, EntryRow::language))
        .addValue(column(rows, String[]::new, EntryRow::itemKey))
        .addValue(column(rows, String[]::new, EntryRow::url))
        .addValue(column(rows, Integer[]::new, EntryRow::secret))
        .addValue(column(rows, Integer[]::new, EntryRow::tmdbId))
        .addValue(column(rows, Integer[]::new, EntryRow::tvdbId))
        .addValue(column(rows, String[]::new, EntryRow::imdbId));
  }

  /** A page of what a playlist shows; empty when it is none of the owner's. */
  static Future<Optional<Slice<PlaylistEntry>>> list(
      SqlConnection c, long owner, long playlist, EntryFilter filter, int limit, int offset) {
    Tuple where =
        Tuple.of(playlist, owner, filter.kind(), pattern(filter.text()), filter.missing());
    return known(c, owner, playlist, filter)
        .compose(
            known ->
                known.isEmpty()
                    ? Future.succeededFuture(Optional.empty())
                    : total(c, filter, known.get(), where)
                        .compose(
                            total ->
                                c.preparedQuery(PAGE)
                                    .execute(where.addValue(limit).addValue(offset))
                                    .map(Rows.list(EntryRows::shown))
                                    .map(items -> Optional.of(new Slice<>(items, total)))));
  }

  /** The count that the playlist's own row tells; empty when there is no such playlist. */
  private static Future<Optional<Long>> known(
      SqlConnection c, long owner, long playlist, EntryFilter filter) {
    String column =
        switch (filter.kind() == null ? "" : filter.kind()) {
          case "movie" -> "movies";
          case "series" -> "series";
          case "live" -> "live";
          default -> "entries";
        };
    return c.preparedQuery(
            "SELECT CASE generation WHEN 0 THEN 0 ELSE "
                + column
                + " END FROM playlist WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(playlist, owner))
        .map(Rows.first(row -> row.getLong(0)));
  }

  private static Future<Long> total(SqlConnection c, EntryFilter filter, long known, Tuple where) {
    return filter.text() == null && filter.missing() == null
        ? Future.succeededFuture(known)
        : c.preparedQuery("SELECT count(*)" + FROM)
            .execute(where)
            .map(Rows.one(row -> row.getLong(0)));
  }

  private static @Nullable String pattern(@Nullable String text) {
    return text == null ? null : "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
  }

  private static PlaylistEntry shown(Row row) {
    Integer confidence = row.getInteger("confidence");
    return new PlaylistEntry(
        row.getLong("id"),
        row.getInteger("line"),
        row.getString("kind"),
        row.getString("name"),
        row.getString("title"),
        row.getInteger("year"),
        row.getInteger("season"),
        row.getInteger("episode"),
        row.getString("group_title"),
        row.getString("quality"),
        row.getString("language"),
        new EntryUrl(row.getString("url"), List.of()).masked(),
        confidence == null ? null : confidence < MatchResult.HELD,
        confidence == null || row.getString("match_title") == null ? null : match(row, confidence));
  }

  private static PlaylistEntry.Match match(Row row, int confidence) {
    return new PlaylistEntry.Match(
        confidence,
        row.getString("method"),
        List.of(row.getArrayOfStrings("reasons")),
        row.getLong("instance_id"),
        row.getLong("library_id"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("match_title"),
        row.getInteger("match_year"));
  }
}
