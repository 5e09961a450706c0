package dev.arrway.feature.imports;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The table {@code import_item}: many rows a statement. */
final class ItemRows {
  private static final String COLUMNS =
      "position, line, kind, title, year, tmdb_id, tvdb_id, imdb_id, outcome, error, outbox_id";

  private static final String INSERT =
      "INSERT INTO import_item (job_id, owner_id, "
          + COLUMNS
          + ") SELECT $1, $2, r.* FROM unnest($3::int[], $4::int[], $5::text[], $6::text[],"
          + " $7::int[], $8::int[], $9::int[], $10::text[], $11::text[], $12::text[],"
          + " $13::bigint[]) AS r";

  private static final String SAVE =
      """
      UPDATE import_item i
         SET title = r.title, year = r.year, tmdb_id = r.tmdb_id, tvdb_id = r.tvdb_id,
             imdb_id = r.imdb_id, outcome = r.outcome, error = r.error, outbox_id = r.outbox_id
        FROM unnest($3::int[], $4::int[], $5::text[], $6::text[], $7::int[], $8::int[], $9::int[],
                    $10::text[], $11::text[], $12::text[], $13::bigint[])
             AS r (position, line, kind, title, year, tmdb_id, tvdb_id, imdb_id, outcome, error,
                   outbox_id)
       WHERE i.job_id = $1 AND i.owner_id = $2 AND i.position = r.position
      """;

  /**
   * What became of what was asked. A change that is not in the outbox any more has ended long ago.
   */
  private static final String COLLECT =
      """
      UPDATE import_item i
         SET outcome = CASE coalesce(o.state, 'failed')
               WHEN 'confirmed' THEN 'imported'
               WHEN 'cancelled' THEN 'cancelled'
               ELSE CASE o.error #>> '{value,code}' WHEN 'CONFLICT' THEN 'already_exists'
                                                    ELSE 'failed' END END,
             error = CASE coalesce(o.state, 'failed') WHEN 'failed' THEN
               CASE o.error #>> '{value,code}' WHEN 'CONFLICT' THEN NULL
                 ELSE coalesce(o.error #>> '{value,detail}', 'What became of it is not known.')
               END END,
             title = coalesce(i.title, o.result #>> '{value,item,title}'),
             year = coalesce(i.year, (o.result #>> '{value,item,year}')::int)
        FROM import_item a LEFT JOIN outbox o ON o.id = a.outbox_id
       WHERE a.job_id = $1 AND a.outcome = 'asked'
         AND (o.id IS NULL OR o.state IN ('confirmed', 'failed', 'cancelled'))
         AND i.job_id = a.job_id AND i.position = a.position
      RETURNING i.outcome
      """;

  private static final String FLIGHT =
      """
      SELECT count(*)::int,
             (count(*) FILTER (WHERE o.state = 'queued' AND o.attempts > 0))::int,
             (count(*) FILTER (WHERE o.state = 'sent'))::int,
             max(o.error #>> '{value,detail}') FILTER (WHERE o.state = 'queued')
        FROM import_item i JOIN outbox o ON o.id = i.outbox_id
       WHERE i.job_id = $1 AND i.outcome = 'asked'
      """;

  private static final String CANCEL =
      "UPDATE import_item SET outcome = 'cancelled' WHERE job_id = $1 AND outcome = 'pending'";

  private static final String WHERE =
      " FROM import_item WHERE owner_id = $1 AND job_id = $2 AND ($3::text IS NULL OR outcome = $3)"
          + " AND ($4 OR outcome NOT IN ('pending', 'asked'))";

  private ItemRows() {}

  /**
   * What is on its way.
   *
   * @param asked changes in the outbox that have not ended
   * @param stuck those of them that were tried without success
   * @param sent those that are being tried now
   * @param error why tries failed, or null
   */
  record Flight(int asked, int stuck, int sent, @Nullable String error) {
    /** Whether the outbox waits for the instance. */
    boolean stands() {
      return stuck > 0 && sent == 0;
    }
  }

  static Future<Void> insert(SqlConnection c, ImportJob job, List<ImportItem> items) {
    return items.isEmpty()
        ? Future.succeededFuture()
        : c.preparedQuery(INSERT).execute(columns(job, items)).mapEmpty();
  }

  static Future<Void> save(SqlConnection c, ImportJob job, List<ImportItem> items) {
    return items.isEmpty()
        ? Future.succeededFuture()
        : c.preparedQuery(SAVE).execute(columns(job, items)).mapEmpty();
  }

  private static Tuple columns(ImportJob job, List<ImportItem> items) {
    return Tuple.of(job.id(), job.ownerId())
        .addValue(column(items, Integer[]::new, ImportItem::position))
        .addValue(column(items, Integer[]::new, ImportItem::line))
        .addValue(column(items, String[]::new, item -> name(item.kind())))
        .addValue(column(items, String[]::new, ImportItem::title))
        .addValue(column(items, Integer[]::new, ImportItem::year))
        .addValue(column(items, Integer[]::new, ImportItem::tmdbId))
        .addValue(column(items, Integer[]::new, ImportItem::tvdbId))
        .addValue(column(items, String[]::new, ImportItem::imdbId))
        .addValue(column(items, String[]::new, item -> item.outcome().wireName()))
        .addValue(column(items, String[]::new, ImportItem::error))
        .addValue(column(items, Long[]::new, ImportItem::outboxId));
  }

  private static <V> @Nullable V[] column(
      List<ImportItem> rows,
      IntFunction<@Nullable V[]> array,
      Function<ImportItem, @Nullable V> value) {
    @Nullable V[] column = array.apply(rows.size());
    for (int i = 0; i < column.length; i++) {
      column[i] = value.apply(rows.get(i));
    }
    return column;
  }

  /** Writes down what became of what was asked; the outcomes that are new. */
  static Future<List<ImportOutcome>> collect(SqlConnection c, long job) {
    return c.preparedQuery(COLLECT)
        .execute(Tuple.of(job))
        .map(Rows.list(row -> ImportOutcome.of(row.getString(0))));
  }

  static Future<Flight> flight(SqlConnection c, long job) {
    return c.preparedQuery(FLIGHT)
        .execute(Tuple.of(job))
        .map(
            Rows.one(
                row ->
                    new Flight(
                        row.getInteger(0),
                        row.getInteger(1),
                        row.getInteger(2),
                        row.getString(3))));
  }

  /** The next rows that nothing was done about. */
  static Future<List<ImportItem>> pending(SqlConnection c, long job, int limit) {
    return c.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM import_item WHERE job_id = $1 AND outcome = 'pending'"
                + " ORDER BY position LIMIT $2")
        .execute(Tuple.of(job, limit))
        .map(Rows.list(ItemRows::item));
  }

  /** What was asked or added before, in order, at most {@code limit} after a position. */
  static Future<List<ImportItem>> added(SqlConnection c, long job, int after, int limit) {
    return c.preparedQuery(
            "SELECT "
                + COLUMNS
                + " FROM import_item WHERE job_id = $1 AND position > $2 AND outcome IN ('asked',"
                + " 'imported', 'would_import') ORDER BY position LIMIT $3")
        .execute(Tuple.of(job, after, limit))
        .map(Rows.list(ItemRows::item));
  }

  /** The changes that have not ended. */
  static Future<List<Long>> asked(SqlConnection c, long job) {
    return c.preparedQuery(
            "SELECT i.outbox_id FROM import_item i JOIN outbox o ON o.id = i.outbox_id"
                + " WHERE i.job_id = $1 AND i.outcome = 'asked' AND o.state = 'queued'")
        .execute(Tuple.of(job))
        .map(Rows.list(row -> row.getLong(0)));
  }

  /** Ends what nothing was done about; how many rows that were. */
  static Future<Integer> cancelPending(SqlConnection c, long job) {
    return c.preparedQuery(CANCEL).execute(Tuple.of(job)).map(Rows::count);
  }

  /**
   * A page of a user's import, in the order of its list.
   *
   * @param outcome only such rows, or null for all
   * @param open whether rows without an outcome are wanted, too
   */
  static Future<Slice<ImportItem>> page(
      SqlConnection c,
      long owner,
      long job,
      @Nullable String outcome,
      boolean open,
      int limit,
      int offset) {
    return c.preparedQuery("SELECT count(*)" + WHERE)
        .execute(Tuple.of(owner, job, outcome, open))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            total ->
                c.preparedQuery(
                        "SELECT " + COLUMNS + WHERE + " ORDER BY position LIMIT $5 OFFSET $6")
                    .execute(Tuple.of(owner, job, outcome, open, limit, offset))
                    .map(Rows.list(ItemRows::item))
                    .map(items -> new Slice<>(items, total)));
  }

  private static @Nullable String name(@Nullable MediaKind kind) {
    return kind == null ? null : kind.name().toLowerCase(Locale.ROOT);
  }

  private static ImportItem item(Row row) {
    String kind = row.getString("kind");
    return new ImportItem(
        row.getInteger("position"),
        row.getInteger("line"),
        kind == null ? null : MediaKind.valueOf(kind.toUpperCase(Locale.ROOT)),
        row.getString("title"),
        row.getInteger("year"),
        row.getInteger("tmdb_id"),
        row.getInteger("tvdb_id"),
        row.getString("imdb_id"),
        ImportOutcome.of(row.getString("outcome")),
        row.getString("error"),
        row.getLong("outbox_id"));
  }

  /** Deletes rows of ended jobs that may go, at most so many; how many that were. */
  static Future<Integer> prune(SqlConnection c, Instant before, int most, int batch) {
    return c.preparedQuery(
            "DELETE FROM import_item WHERE ctid = ANY (ARRAY (SELECT i.ctid FROM ("
                + JobRows.TO_PRUNE
                + ") j JOIN import_item i ON i.job_id = j.id LIMIT $3))")
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), most, batch))
        .map(Rows::count);
  }
}
