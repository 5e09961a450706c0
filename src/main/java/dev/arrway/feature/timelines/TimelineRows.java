package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.Standing;
import dev.arrway.domain.timeline.TimelineState;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The SQL of timelines. Every statement names the owner. */
final class TimelineRows {
  /** More timelines of one title than this are history. */
  private static final int RECENT = 20;

  private static final String LISTED =
      """
       FROM timeline WHERE owner_id = $1
         AND ($2::bigint IS NULL OR instance_id = $2) AND ($3::bigint IS NULL OR library_id = $3)
         AND ($4::text IS NULL OR state = $4)
         AND ($5::text IS NULL OR strpos(lower(title), lower($5)) > 0)
         AND ($6::text IS NULL OR request_id = $6 OR correlation_id = $6)
      """;

  private static final String OF_TITLE =
      """
      SELECT * FROM timeline
       WHERE owner_id = $1 AND instance_id = $2
         AND (library_id = $3 OR ((library_id IS NULL OR $3::bigint IS NULL) AND (tmdb_id = $4 OR tvdb_id = $5)))
       ORDER BY id DESC LIMIT $6
      """;

  private static final String OF_PATH =
      """
      SELECT * FROM timeline
       WHERE owner_id = $1 AND updated_at > $3 AND EXISTS (
         SELECT FROM unnest(paths) path
          WHERE starts_with(path, $2) OR starts_with($2, regexp_replace(path, '[/\\\\][^/\\\\]*$', '')))
       ORDER BY id DESC LIMIT $4
      """;

  private static final String UPDATE =
      """
      UPDATE timeline SET kind = $3, instance_id = $4, library_id = $5, title = $6, year = $7, tmdb_id = $8,
        tvdb_id = $9, imdb_id = $10, state = $11, state_since = $12, asked_at = $13,
        episode_ids = ARRAY(SELECT DISTINCT unnest(episode_ids || $14::bigint[])),
        paths = (ARRAY(SELECT DISTINCT unnest(paths || $15::text[])))[1:100],
        began_at = $16, updated_at = $17
       WHERE owner_id = $1 AND id = $2
      """;

  private TimelineRows() {}

  /** What is looked for; null for all. */
  record Wanted(
      @Nullable Long instanceId,
      @Nullable Long libraryId,
      @Nullable String state,
      @Nullable String text,
      @Nullable String correlationId) {}

  /** Begins one; empty when the correlation id is taken. */
  static Future<Optional<Timeline>> begin(
      SqlConnection c, long owner, String correlationId, Told told, Instant now) {
    TitleKey title = told.title();
    String request = Objects.requireNonNullElse(told.correlationId(), correlationId);
    return c.preparedQuery(
            """
            INSERT INTO timeline (owner_id, correlation_id, request_id, kind, instance_id, library_id, state,
              state_since, began_at, updated_at)
            VALUES ($1, $2, $3, $4, $5, $6, 'requested', $7, $7, $8)
            ON CONFLICT DO NOTHING RETURNING *
            """)
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(correlationId)
                .addValue(request)
                .addValue(title.kind())
                .addValue(title.instanceId())
                .addValue(title.libraryId())
                .addValue(utc(told.step().at()))
                .addValue(utc(now)))
        .map(Rows.first(TimelineRows::timeline));
  }

  /** One by its id, which nobody else changes before the transaction ends. */
  static Future<Optional<Timeline>> locked(SqlConnection c, long owner, long id) {
    return c.preparedQuery("SELECT * FROM timeline WHERE owner_id = $1 AND id = $2 FOR UPDATE")
        .execute(Tuple.of(owner, id))
        .map(Rows.first(TimelineRows::timeline));
  }

  static Future<Optional<Timeline>> find(SqlConnection c, long owner, String correlationId) {
    return c.preparedQuery("SELECT * FROM timeline WHERE owner_id = $1 AND correlation_id = $2")
        .execute(Tuple.of(owner, correlationId))
        .map(Rows.first(TimelineRows::timeline));
  }

  /** Those of one request, oldest first. */
  static Future<List<Timeline>> correlated(SqlConnection c, long owner, String correlationId) {
    return c.preparedQuery(
            """
            SELECT * FROM timeline WHERE owner_id = $1 AND request_id = $2
            UNION SELECT * FROM timeline WHERE owner_id = $1 AND correlation_id = $2 ORDER BY id LIMIT 5000
            """)
        .execute(Tuple.of(owner, correlationId))
        .map(Rows.list(TimelineRows::timeline));
  }

  static Future<Optional<Timeline>> ofDownload(SqlConnection c, long owner, String downloadId) {
    return c.preparedQuery(
            """
            SELECT t.* FROM timeline_download d JOIN timeline t ON t.id = d.timeline_id
             WHERE d.owner_id = $1 AND t.owner_id = $1 AND d.download_id = $2
            """)
        .execute(Tuple.of(owner, downloadId))
        .map(Rows.first(TimelineRows::timeline));
  }

  /** Newest first. */
  static Future<List<Timeline>> ofTitle(SqlConnection c, long owner, TitleKey title) {
    return c.preparedQuery(OF_TITLE)
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(title.instanceId())
                .addValue(title.libraryId())
                .addValue(title.tmdbId())
                .addValue(title.tvdbId())
                .addValue(RECENT))
        .map(Rows.list(TimelineRows::timeline));
  }

  /** Newest first. */
  static Future<List<Timeline>> ofEpisodes(
      SqlConnection c, long owner, long instance, Set<Long> episodes) {
    return c.preparedQuery(
            """
            SELECT * FROM timeline WHERE owner_id = $1 AND instance_id = $2 AND episode_ids && $3::bigint[]
             ORDER BY id DESC LIMIT $4
            """)
        .execute(Tuple.of(owner, instance, episodes.toArray(Long[]::new), RECENT))
        .map(Rows.list(TimelineRows::timeline));
  }

  /** Those with files at a path, or below it, or above it in the same folder; newest first. */
  static Future<List<Timeline>> ofPath(SqlConnection c, long owner, String path, Instant since) {
    return c.preparedQuery(OF_PATH)
        .execute(Tuple.of(owner, path, utc(since), RECENT))
        .map(Rows.list(TimelineRows::timeline));
  }

  /** Writes what a step has changed. */
  static Future<Void> update(
      SqlConnection c, Timeline t, Told told, Standing standing, Instant now) {
    TitleKey title = t.title().and(told.title());
    Instant at = told.step().at();
    return c.preparedQuery(UPDATE)
        .execute(
            Tuple.tuple()
                .addValue(t.ownerId())
                .addValue(t.id())
                .addValue(title.kind())
                .addValue(title.instanceId())
                .addValue(title.libraryId())
                .addValue(title.title())
                .addValue(title.year())
                .addValue(title.tmdbId())
                .addValue(title.tvdbId())
                .addValue(title.imdbId())
                .addValue(standing.state().wireName())
                .addValue(utc(standing.since()))
                .addValue(utc(asked(t, told)))
                .addValue(told.episodes().toArray(Long[]::new))
                .addValue(
                    told.step().kind().imports()
                        ? told.paths().toArray(String[]::new)
                        : new String[0])
                .addValue(utc(t.beganAt().isBefore(at) ? t.beganAt() : at))
                .addValue(utc(now)))
        .mapEmpty();
  }

  private static @Nullable Instant asked(Timeline t, Told told) {
    Instant at = told.step().at();
    Instant before = t.askedAt();
    return switch (told.step().kind()) {
      case REQUESTED, SEARCHED -> before == null || at.isAfter(before) ? at : before;
      default -> before;
    };
  }

  static Future<Void> link(SqlConnection c, Timeline t, String downloadId) {
    return c.preparedQuery(
            """
            INSERT INTO timeline_download (owner_id, download_id, timeline_id) VALUES ($1, $2, $3)
            ON CONFLICT (owner_id, download_id) DO UPDATE SET timeline_id = excluded.timeline_id
            """)
        .execute(Tuple.of(t.ownerId(), downloadId, t.id()))
        .mapEmpty();
  }

  /** Newest first. */
  static Future<Slice<Timeline>> page(
      SqlConnection c, long owner, Wanted wanted, int limit, int offset) {
    return c.preparedQuery("SELECT count(*)" + LISTED)
        .execute(values(owner, wanted))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            total ->
                c.preparedQuery("SELECT *" + LISTED + " ORDER BY id DESC LIMIT $7 OFFSET $8")
                    .execute(values(owner, wanted).addValue(limit).addValue(offset))
                    .map(Rows.list(TimelineRows::timeline))
                    .map(items -> new Slice<>(items, total)));
  }

  private static Tuple values(long owner, Wanted wanted) {
    return Tuple.tuple()
        .addValue(owner)
        .addValue(wanted.instanceId())
        .addValue(wanted.libraryId())
        .addValue(wanted.state())
        .addValue(wanted.text())
        .addValue(wanted.correlationId());
  }

  static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
    return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
  }

  private static Timeline timeline(Row row) {
    TitleKey title =
        new TitleKey(
            row.getString("kind"),
            row.getLong("instance_id"),
            row.getLong("library_id"),
            row.getString("title"),
            row.getInteger("year"),
            row.getInteger("tmdb_id"),
            row.getInteger("tvdb_id"),
            row.getString("imdb_id"));
    @Nullable OffsetDateTime asked = row.getOffsetDateTime("asked_at");
    return new Timeline(
        row.getLong("id"),
        row.getLong("owner_id"),
        row.getString("correlation_id"),
        row.getString("request_id"),
        title,
        TimelineState.of(row.getString("state")),
        row.getOffsetDateTime("state_since").toInstant(),
        asked == null ? null : asked.toInstant(),
        Set.of(row.getArrayOfLongs("episode_ids")),
        row.getOffsetDateTime("began_at").toInstant(),
        row.getOffsetDateTime("updated_at").toInstant());
  }
}
