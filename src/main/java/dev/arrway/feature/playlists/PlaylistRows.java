package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.feature.playlists.EntryReader.Counts;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The table {@code playlist}. Policies bind every statement to the transaction's user. */
final class PlaylistRows {
  private static final String SHOWN =
      "id, name, url, source_kind, status, entries, movies, series, live, skipped_lines,"
          + " refresh_minutes, user_agent, fetched_at, stale, error, created_at";

  private static final String NEXT =
      "next_refresh_at = now() + make_interval(mins => refresh_minutes)";

  private PlaylistRows() {}

  /** A new playlist that is being imported; {@code url} and its secrets are null for a file. */
  static Future<Playlist> insert(
      SqlConnection c,
      long owner,
      String name,
      @Nullable String url,
      byte @Nullable [] secret,
      SourceKind kind,
      FetchOptions options) {
    return c.preparedQuery(
            "INSERT INTO playlist (owner_id, name, url, url_secret, refresh_minutes,"
                + " user_agent, status, source_kind)"
                + " VALUES ($1, $2, $3, $4, $5, $6, 'importing', $7) RETURNING "
                + SHOWN)
        .execute(
            Tuple.of(
                owner,
                name,
                url,
                secret == null ? null : Buffer.buffer(secret),
                options.refreshMinutes(),
                options.userAgent(),
                kind.wireName()))
        .map(Rows.one(PlaylistRows::shown));
  }

  static Future<Optional<Playlist>> find(SqlConnection c, long owner, long id) {
    return c.preparedQuery("SELECT " + SHOWN + " FROM playlist WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(id, owner))
        .map(Rows.first(PlaylistRows::shown));
  }

  static Future<Slice<Playlist>> list(SqlConnection c, long owner, int limit, int offset) {
    Future<List<Playlist>> items =
        c.preparedQuery(
                "SELECT "
                    + SHOWN
                    + " FROM playlist WHERE owner_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3")
            .execute(Tuple.of(owner, limit, offset))
            .map(Rows.list(PlaylistRows::shown));
    Future<Long> total =
        c.preparedQuery("SELECT count(*) FROM playlist WHERE owner_id = $1")
            .execute(Tuple.of(owner))
            .map(Rows.one(row -> row.getLong(0)));
    return items.compose(list -> total.map(count -> new Slice<>(list, count)));
  }

  /** Changes the fetch options of a playlist; empty when it was uploaded or does not exist. */
  static Future<Optional<Playlist>> update(
      SqlConnection c, long owner, long id, FetchOptions options) {
    return c.preparedQuery(
            "UPDATE playlist SET refresh_minutes = $3, user_agent = $4, next_refresh_at ="
                + " CASE WHEN refresh_minutes IS DISTINCT FROM $3::int"
                + " THEN now() + make_interval(mins => $3::int) ELSE next_refresh_at END"
                + " WHERE id = $1 AND owner_id = $2 AND url IS NOT NULL RETURNING "
                + SHOWN)
        .execute(Tuple.of(id, owner, options.refreshMinutes(), options.userAgent()))
        .map(Rows.first(PlaylistRows::shown));
  }

  static Future<Boolean> delete(SqlConnection c, long owner, long id) {
    return c.preparedQuery("DELETE FROM playlist WHERE id = $1 AND owner_id = $2")
        .execute(Tuple.of(id, owner))
        .map(Rows::any);
  }

  /** What fetching needs to know. */
  record Source(
      Generation generation,
      String name,
      String url,
      byte @Nullable [] secret,
      SourceKind kind,
      FetchOptions options) {}

  /** Begins another import of a playlist at an address, unless one runs; empty: it does. */
  static Future<Optional<Source>> begin(SqlConnection c, long owner, long id) {
    return c.preparedQuery(
            "UPDATE playlist SET status = 'importing', attempt = attempt + 1, new_entries = 0,"
                + " new_text = 0 WHERE id = $1 AND owner_id = $2 AND url IS NOT NULL AND status <>"
                + " 'importing' RETURNING owner_id, id, attempt, generation, name, url, url_secret,"
                + " source_kind, refresh_minutes, user_agent")
        .execute(Tuple.of(id, owner))
        .map(Rows.first(PlaylistRows::source));
  }

  /** Begins again what was cut off; all of them, as the system. */
  static Future<List<Source>> beginInterrupted(SqlConnection c) {
    return c.query(
            "UPDATE playlist SET attempt = attempt + 1, new_entries = 0, new_text = 0 WHERE status"
                + " = 'importing' AND url IS NOT NULL RETURNING owner_id, id, attempt, generation,"
                + " name, url, url_secret, source_kind, refresh_minutes, user_agent")
        .execute()
        .map(Rows.list(PlaylistRows::source));
  }

  /** Begins playlists whose time has come, as the system; users take turns. */
  static Future<List<Source>> beginDue(SqlConnection c, int most) {
    return c.preparedQuery(
            "UPDATE playlist SET status = 'importing', attempt = attempt + 1, new_entries = 0,"
                + " new_text = 0 WHERE id IN (SELECT id FROM playlist WHERE id IN (SELECT id FROM"
                + " (SELECT id, next_refresh_at, row_number() OVER (PARTITION BY owner_id ORDER BY"
                + " next_refresh_at) AS turn FROM playlist WHERE next_refresh_at <= now() AND"
                + " status <> 'importing' AND url IS NOT NULL) AS due ORDER BY turn,"
                + " next_refresh_at LIMIT $1) AND status <> 'importing' FOR UPDATE SKIP LOCKED)"
                + " RETURNING owner_id, id, attempt, generation, name, url, url_secret,"
                + " source_kind, refresh_minutes, user_agent")
        .execute(Tuple.of(most))
        .map(Rows.list(PlaylistRows::source));
  }

  /** Uploads that were under way, as the system. */
  static Future<List<Generation>> interruptedUploads(SqlConnection c) {
    return c.query(
            "SELECT owner_id, id, attempt, generation FROM playlist"
                + " WHERE status = 'importing' AND url IS NULL")
        .execute()
        .map(Rows.list(PlaylistRows::generation));
  }

  /**
   * Adds to what this import has written, and locks the playlist against deletion; returns false
   * when the import is no longer wanted.
   */
  static Future<Boolean> grow(SqlConnection c, Generation g, long entries, long text) {
    return c.preparedQuery(
            "UPDATE playlist SET new_entries = new_entries + $3, new_text = new_text + $4"
                + " WHERE id = $1 AND attempt = $2 AND status = 'importing'")
        .execute(Tuple.of(g.playlistId(), g.number(), entries, text))
        .map(Rows::any);
  }

  /** Entries of a user's playlists, and bytes of their text. */
  record PlaylistUsage(long entries, long text) {}

  /** Returns what a user has; of a playlist that is imported again, the larger state counts. */
  static Future<PlaylistUsage> usage(SqlConnection c, long owner) {
    return c.preparedQuery(
            "SELECT coalesce(sum(greatest(CASE generation WHEN 0 THEN 0 ELSE entries END,"
                + " new_entries)), 0)::bigint,"
                + " coalesce(sum(greatest(stored_text, new_text)), 0)::bigint"
                + " FROM playlist WHERE owner_id = $1")
        .execute(Tuple.of(owner))
        .map(Rows.one(row -> new PlaylistUsage(row.getLong(0), row.getLong(1))));
  }

  /**
   * Returns what a user has once this import is shown. Imports of one user that end at the same
   * time wait for each other here, so that together they cannot exceed a limit.
   */
  static Future<PlaylistUsage> usageWhenShown(SqlConnection c, Generation g) {
    return c.preparedQuery("SELECT pg_advisory_xact_lock(hashtextextended('playlist', $1))")
        .execute(Tuple.of(g.ownerId()))
        .compose(
            locked ->
                c.preparedQuery(
                        "SELECT coalesce(sum(CASE WHEN id = $2 THEN new_entries"
                            + " WHEN generation = 0 THEN 0 ELSE entries END), 0)::bigint,"
                            + " coalesce(sum(CASE WHEN id = $2 THEN new_text"
                            + " ELSE stored_text END), 0)::bigint"
                            + " FROM playlist WHERE owner_id = $1")
                    .execute(Tuple.of(g.ownerId(), g.playlistId())))
        .map(Rows.one(row -> new PlaylistUsage(row.getLong(0), row.getLong(1))));
  }

  /** Shows how far the first import is. */
  static Future<Void> progress(SqlConnection c, Generation g, Counts n) {
    return c.preparedQuery(
            "UPDATE playlist SET entries = $2, movies = $3, series = $4, live = $5,"
                + " skipped_lines = $6 WHERE id = $1 AND generation = 0")
        .execute(
            Tuple.of(g.playlistId(), n.entries(), n.movies(), n.series(), n.live(), n.skipped()))
        .mapEmpty();
  }

  /** Makes the generation that was written the one that is shown. */
  static Future<Boolean> ready(SqlConnection c, Generation g, Counts n) {
    return c.preparedQuery(
            "UPDATE playlist SET status = 'ready', generation = $2, stored_text = new_text,"
                + " new_entries = 0, new_text = 0, entries = $3, movies = $4,"
                + " series = $5, live = $6, skipped_lines = $7, stale = false, error = NULL,"
                + " fetched_at = now(), "
                + NEXT
                + " WHERE id = $1 AND attempt = $2 AND status = 'importing'")
        .execute(
            Tuple.of(
                g.playlistId(),
                g.number(),
                n.entries(),
                n.movies(),
                n.series(),
                n.live(),
                n.skipped()))
        .map(Rows::any);
  }

  /** Ends an import that failed; what was shown stays, a first one shows nothing. */
  static Future<Boolean> failed(SqlConnection c, Generation g, String error) {
    return c.preparedQuery(
            "UPDATE playlist SET status = 'failed', error = $3, stale = generation > 0,"
                + " new_entries = 0, new_text = 0,"
                + " entries = CASE generation WHEN 0 THEN 0 ELSE entries END,"
                + " movies = CASE generation WHEN 0 THEN 0 ELSE movies END,"
                + " series = CASE generation WHEN 0 THEN 0 ELSE series END,"
                + " live = CASE generation WHEN 0 THEN 0 ELSE live END,"
                + " skipped_lines = CASE generation WHEN 0 THEN 0 ELSE skipped_lines END, "
                + NEXT
                + " WHERE id = $1 AND attempt = $2 AND status = 'importing'")
        .execute(Tuple.of(g.playlistId(), g.number(), error))
        .map(Rows::any);
  }

  /** Removes what no generation that is shown or written needs. */
  static Future<Void> sweep(SqlConnection c, long playlistId) {
    String others =
        " WHERE playlist_id = $1 AND NOT EXISTS (SELECT 1 FROM playlist p WHERE p.id = $1"
            + " AND (p.generation = t.generation"
            + " OR p.status = 'importing' AND p.attempt = t.generation))";
    Tuple id = Tuple.of(playlistId);
    return c.preparedQuery("DELETE FROM playlist_entry t" + others)
        .execute(id)
        .compose(x -> c.preparedQuery("DELETE FROM entry_match t" + others).execute(id))
        .compose(x -> c.preparedQuery("DELETE FROM playlist_secret t" + others).execute(id))
        .mapEmpty();
  }

  private static Source source(Row row) {
    Buffer secret = row.getBuffer("url_secret");
    return new Source(
        generation(row),
        row.getString("name"),
        row.getString("url"),
        secret == null ? null : secret.getBytes(),
        SourceKind.of(row.getString("source_kind")),
        new FetchOptions(row.getInteger("refresh_minutes"), row.getString("user_agent")));
  }

  private static Generation generation(Row row) {
    return new Generation(
        row.getLong("owner_id"),
        row.getLong("id"),
        row.getInteger("attempt"),
        row.getInteger("generation") == 0);
  }

  private static Playlist shown(Row row) {
    String url = row.getString("url");
    return new Playlist(
        row.getLong("id"),
        row.getString("name"),
        url == null ? "file" : new EntryUrl(url, List.of()).masked(),
        url == null ? "file" : SourceKind.of(row.getString("source_kind")).sourceType(),
        row.getString("status"),
        row.getLong("entries"),
        row.getLong("movies"),
        row.getLong("series"),
        row.getLong("live"),
        row.getLong("skipped_lines"),
        row.getInteger("refresh_minutes"),
        row.getString("user_agent"),
        instant(row.getOffsetDateTime("fetched_at")),
        row.getBoolean("stale"),
        row.getString("error"),
        row.getOffsetDateTime("created_at").toInstant());
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
