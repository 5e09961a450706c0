package dev.arrway.feature.playlists;

import static dev.arrway.feature.playlists.Columns.column;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.match.MatchResult;
import dev.arrway.feature.playlists.EntryBlock.Sealed;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Optional;

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

  private static final String MATCH =
      " LEFT JOIN entry_match m ON m.playlist_id = e.playlist_id"
          + " AND m.generation = e.generation AND m.entry_id = e.id";

  private static final String SHOWN =
      "SELECT e.id, e.line, e.kind, e.name, e.title, e.year, e.season, e.episode, e.group_title,"
          + " e.quality, e.language, e.url, m.confidence, m.method, m.reasons, m.instance_id,"
          + " m.library_id, m.tmdb_id, m.tvdb_id, m.title AS match_title, m.year AS match_year"
          + " FROM (SELECT e.* ";

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

  /** The line of the entry that was written last; 0 before the first. */
  static Future<Integer> lastLine(SqlConnection c, Generation g) {
    return c.preparedQuery(
            "SELECT line FROM playlist_entry WHERE playlist_id = $1 AND generation = $2"
                + " ORDER BY id DESC LIMIT 1")
        .execute(Tuple.of(g.playlistId(), g.number()))
        .map(Rows.first(row -> row.getInteger(0)))
        .map(line -> line.orElse(0));
  }

  /** A page of what a playlist shows; empty when it is none of the owner's. */
  static Future<Optional<Slice<PlaylistEntry>>> list(
      SqlConnection c, long owner, long playlist, EntryFilter filter, int limit, int offset) {
    return known(c, owner, playlist, filter)
        .compose(
            known -> {
              if (known.isEmpty()) {
                return Future.succeededFuture(Optional.empty());
              }
              return page(c, playlist, known.get(), filter, limit, offset).map(Optional::of);
            });
  }

  /** What the playlist's own row tells: the generation shown, and how many of the kind. */
  private record Known(int generation, long total) {}

  private static Future<Optional<Known>> known(
      SqlConnection c, long owner, long playlist, EntryFilter filter) {
    String column =
        switch (filter.kind() == null ? "" : filter.kind()) {
          case "movie" -> "movies";
          case "series" -> "series";
          case "live" -> "live";
          default -> "entries";
        };
    return c.preparedQuery(
            "SELECT generation, CASE generation WHEN 0 THEN 0 ELSE "
                + column
                + " END FROM playlist WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(playlist, owner))
        .map(Rows.first(row -> new Known(row.getInteger(0), row.getLong(1))));
  }

  /** Only conditions that are wanted are written, so that an index gives a page in order. */
  private static Future<Slice<PlaylistEntry>> page(
      SqlConnection c, long playlist, Known known, EntryFilter filter, int limit, int offset) {
    Tuple values = Tuple.of(playlist, known.generation());
    String from = from(filter, values);
    Future<Long> total =
        filter.text() == null && filter.missing() == null
            ? Future.succeededFuture(known.total())
            : c.preparedQuery("SELECT count(*) " + from)
                .execute(values)
                .map(Rows.one(row -> row.getLong(0)));
    String page = SHOWN + from + " ORDER BY e.id LIMIT " + limit + " OFFSET " + offset + ") AS e";
    return total.compose(
        count ->
            c.preparedQuery(page + MATCH + " ORDER BY e.id")
                .execute(values)
                .map(Rows.list(EntryRows::shown))
                .map(items -> new Slice<>(items, count)));
  }

  private static String from(EntryFilter filter, Tuple values) {
    StringBuilder from = new StringBuilder("FROM playlist_entry e");
    if (filter.missing() != null) {
      from.append(MATCH);
    }
    from.append(" WHERE e.playlist_id = $1 AND e.generation = $2");
    if (filter.kind() != null) {
      from.append(" AND e.kind = $").append(values.addValue(filter.kind()).size());
    }
    if (filter.text() != null) {
      int number = values.addValue(pattern(filter.text())).size();
      from.append(" AND (e.name ILIKE $" + number + " OR e.title ILIKE $" + number + ")");
    }
    if (filter.missing() != null) {
      String relation = filter.missing() ? " < " : " >= ";
      from.append(" AND m.confidence").append(relation).append(MatchResult.HELD);
    }
    return from.toString();
  }

  private static String pattern(String text) {
    return "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
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
