package dev.arrway.feature.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.arrway.domain.media.MediaKind;
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
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The table {@code import_job}. */
final class JobRows {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  /** Seconds after which a process that says nothing has lost its jobs. */
  private static final int LEASE = 10;

  private static final String INSERT =
      """
      INSERT INTO import_job (owner_id, instance_id, kind, source, source_position,
        quality_profile_id, root_folder, monitored, minimum_availability, search, tags, batch_size,
        delay_seconds, dry_run, status, correlation_id, trace_id)
      VALUES ($1, $2, $3, $4::text::jsonb, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, 'queued',
        $15, $16)
      RETURNING *, source::text AS source_text
      """;

  private static final String SELECT = "SELECT *, source::text AS source_text FROM import_job";

  /**
   * Free jobs, users in turn and the oldest of each first; of one user at most {@code $3} with
   * those that are worked on. At most one process gets each.
   */
  private static final String CLAIM =
      """
      WITH free AS (
        SELECT j.id,
               row_number() OVER (PARTITION BY j.owner_id ORDER BY j.id)
                 + (SELECT count(*) FROM import_job r
                     WHERE r.owner_id = j.owner_id AND r.ended_at IS NULL
                       AND r.lease_until >= now()) AS turn
          FROM import_job j
         WHERE j.ended_at IS NULL AND (j.lease_until IS NULL OR j.lease_until < now()))
      UPDATE import_job
         SET lease_holder = $1, lease_until = now() + make_interval(secs => %d)
       WHERE id IN (SELECT j.id FROM import_job j JOIN free ON free.id = j.id
                     WHERE free.turn <= $3
                       AND j.ended_at IS NULL AND (j.lease_until IS NULL OR j.lease_until < now())
                     ORDER BY free.turn, j.id LIMIT $2 FOR UPDATE OF j SKIP LOCKED)
      RETURNING *, source::text AS source_text
      """
          .formatted(LEASE);

  private static final String RENEW =
      """
      UPDATE import_job SET lease_until = now() + make_interval(secs => %d)
       WHERE lease_holder = $1 AND ended_at IS NULL
      """
          .formatted(LEASE);

  /** Jobs that may go: $1 when they must have ended, $2 how many of an owner stay. */
  static final String TO_PRUNE =
      """
      SELECT id FROM (
        SELECT id, ended_at, row_number() OVER (PARTITION BY owner_id ORDER BY ended_at DESC) AS n
          FROM import_job WHERE ended_at IS NOT NULL) j
       WHERE j.ended_at < $1 OR j.n > $2
      """;

  private static final String HOLD =
      """
      UPDATE import_job
         SET lease_until = now() + make_interval(secs => %d),
             started_at = coalesce(started_at, now())
       WHERE id = $1 AND lease_holder = $2 AND ended_at IS NULL
      RETURNING *, source::text AS source_text
      """
          .formatted(LEASE);

  private static final String SAVE =
      """
      UPDATE import_job
         SET status = $2, error = $3, total = $4, imported = $5, already_exists = $6,
             excluded = $7, would_import = $8, failed = $9, cancelled = $10, source_position = $11,
             quality_profile_id = $12, root_folder = $13,
             told_at = CASE WHEN $14 THEN clock_timestamp() ELSE told_at END,
             ended_at = CASE WHEN $15 THEN clock_timestamp() END
       WHERE id = $1
      """;

  private JobRows() {}

  static Future<ImportJob> insert(
      SqlConnection c, ImportRequest request, MediaKind kind, @Nullable String position) {
    ImportOptions options = request.options();
    return c.preparedQuery(INSERT)
        .execute(
            Tuple.tuple()
                .addLong(request.ownerId())
                .addLong(request.instanceId())
                .addString(kind.name().toLowerCase(Locale.ROOT))
                .addString(write(request.source()))
                .addString(position)
                .addLong(options.qualityProfileId())
                .addString(options.rootFolder())
                .addBoolean(options.monitored())
                .addString(options.minimumAvailability())
                .addBoolean(options.search())
                .addArrayOfLong(options.tags().toArray(Long[]::new))
                .addInteger(options.batchSize())
                .addInteger(options.delaySeconds())
                .addBoolean(options.dryRun())
                .addString(request.correlationId())
                .addString(request.traceId()))
        .map(Rows.one(JobRows::job));
  }

  static Future<Optional<ImportJob>> find(SqlConnection c, long owner, long id) {
    return c.preparedQuery(SELECT + " WHERE owner_id = $1 AND id = $2")
        .execute(Tuple.of(owner, id))
        .map(Rows.first(JobRows::job));
  }

  /** The same, and nobody else changes it until the transaction ends. */
  static Future<Optional<ImportJob>> lock(SqlConnection c, long owner, long id) {
    return c.preparedQuery(SELECT + " WHERE owner_id = $1 AND id = $2 FOR UPDATE")
        .execute(Tuple.of(owner, id))
        .map(Rows.first(JobRows::job));
  }

  static Future<Optional<ImportJob>> correlated(SqlConnection c, long owner, String correlation) {
    return c.preparedQuery(SELECT + " WHERE owner_id = $1 AND correlation_id = $2")
        .execute(Tuple.of(owner, correlation))
        .map(Rows.first(JobRows::job));
  }

  static Future<Slice<ImportJob>> list(SqlConnection c, long owner, int limit, int offset) {
    return c.preparedQuery("SELECT count(*) FROM import_job WHERE owner_id = $1")
        .execute(Tuple.of(owner))
        .map(Rows.one(row -> row.getLong(0)))
        .compose(
            total ->
                c.preparedQuery(SELECT + " WHERE owner_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3")
                    .execute(Tuple.of(owner, limit, offset))
                    .map(Rows.list(JobRows::job))
                    .map(items -> new Slice<>(items, total)));
  }

  static Future<List<ImportJob>> claim(SqlConnection c, UUID holder, int most, int perUser) {
    return c.preparedQuery(CLAIM)
        .execute(Tuple.of(holder, most, perUser))
        .map(Rows.list(JobRows::job));
  }

  static Future<Void> renew(SqlConnection c, UUID holder) {
    return c.preparedQuery(RENEW).execute(Tuple.of(holder)).mapEmpty();
  }

  /** Gives back what this process holds. */
  static Future<Void> release(SqlConnection c, UUID holder) {
    return c.preparedQuery(
            "UPDATE import_job SET lease_holder = NULL, lease_until = NULL WHERE lease_holder = $1")
        .execute(Tuple.of(holder))
        .mapEmpty();
  }

  /** Locks a job that this process works on; empty when it is another's or has ended. */
  static Future<Optional<ImportJob>> hold(SqlConnection c, long id, UUID holder) {
    return c.preparedQuery(HOLD).execute(Tuple.of(id, holder)).map(Rows.first(JobRows::job));
  }

  /** Writes down where a locked job stands. */
  static Future<Void> save(SqlConnection c, ImportJob job, boolean told) {
    ImportCounts counts = job.counts();
    return c.preparedQuery(SAVE)
        .execute(
            Tuple.tuple()
                .addLong(job.id())
                .addString(job.status().wireName())
                .addString(job.error())
                .addInteger(counts.total())
                .addInteger(counts.imported())
                .addInteger(counts.alreadyExists())
                .addInteger(counts.excluded())
                .addInteger(counts.wouldImport())
                .addInteger(counts.failed())
                .addInteger(counts.cancelled())
                .addString(job.position())
                .addLong(job.options().qualityProfileId())
                .addString(job.options().rootFolder())
                .addBoolean(told)
                .addBoolean(job.endedAt() != null))
        .mapEmpty();
  }

  private static ImportJob job(Row row) {
    return new ImportJob(
        row.getLong("id"),
        row.getLong("owner_id"),
        row.getLong("instance_id"),
        MediaKind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
        read(row.getString("source_text")),
        row.getString("source_position"),
        new ImportOptions(
            row.getLong("quality_profile_id"),
            row.getString("root_folder"),
            row.getBoolean("monitored"),
            row.getString("minimum_availability"),
            row.getBoolean("search"),
            List.of(row.getArrayOfLongs("tags")),
            row.getInteger("batch_size"),
            row.getInteger("delay_seconds"),
            row.getBoolean("dry_run")),
        ImportStatus.of(row.getString("status")),
        row.getString("error"),
        new ImportCounts(
            row.getInteger("total"),
            row.getInteger("imported"),
            row.getInteger("already_exists"),
            row.getInteger("excluded"),
            row.getInteger("would_import"),
            row.getInteger("failed"),
            row.getInteger("cancelled")),
        row.getString("correlation_id"),
        row.getString("trace_id"),
        instant(row.getOffsetDateTime("told_at")),
        row.getOffsetDateTime("created_at").toInstant(),
        instant(row.getOffsetDateTime("started_at")),
        instant(row.getOffsetDateTime("ended_at")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime value) {
    return value == null ? null : value.toInstant();
  }

  private static String write(SourceSpec source) {
    try {
      return JSON.writeValueAsString(source);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a source cannot be written", e);
    }
  }

  private static SourceSpec read(String source) {
    try {
      return JSON.readValue(source, SourceSpec.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a stored source cannot be read", e);
    }
  }

  /** Deletes ended jobs whose rows are gone, at most so many; how many that were. */
  static Future<Integer> prune(SqlConnection c, Instant before, int most, int batch) {
    return c.preparedQuery(
            "DELETE FROM import_job WHERE id IN (SELECT j.id FROM ("
                + TO_PRUNE
                + ") j WHERE NOT EXISTS (SELECT FROM import_item i WHERE i.job_id = j.id)"
                + " LIMIT $3)")
        .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), most, batch))
        .map(Rows::count);
  }
}
