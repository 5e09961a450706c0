package dev.arrway.feature.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.store.BatchedPruning;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the audit. The database's role can neither change nor delete what is in it; what
 * is old, or too much, goes by a function that keeps the newest entries whatever it is asked.
 */
public final class AuditLog {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<Map<String, Object>> DETAIL = new TypeReference<>() {};

  private static final String INSERT =
      """
      INSERT INTO audit
        (user_id, username, action, instance_id, target, address, outcome, occurred_at, detail)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::jsonb)
      """;
  private static final String WHERE =
      """
       WHERE ($1::bigint IS NULL OR a.user_id = $1)
         AND ($2::bigint IS NULL OR a.instance_id = $2)
         AND ($3::text IS NULL OR a.action = $3)
         AND ($4::timestamptz IS NULL OR a.occurred_at >= $4)
      """;
  private static final String COUNT = "SELECT count(*) FROM audit a" + WHERE;
  private static final String LIST =
      """
      SELECT a.id, u.id AS user_id, a.username, a.action, a.instance_id, a.target, a.address,
             a.outcome, a.occurred_at, a.detail::text AS detail
        FROM audit a LEFT JOIN app_user u ON u.id = a.user_id
      """
          + WHERE
          + " ORDER BY a.id DESC LIMIT $5 OFFSET $6";

  private static final String PRUNE = "SELECT audit_prune($1, $2, $3)";
  private static final int PRUNED_AT_ONCE = 1_000;

  private final Database database;
  private final Clock clock;

  /** With the clock that tells when things happen. */
  public AuditLog(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Writes one entry in a transaction of its own. */
  public Future<Void> record(AuditRow row) {
    return database.asSystem(c -> record(c, row));
  }

  /** Writes one entry in the transaction of what it tells of, which the system runs. */
  public Future<Void> record(SqlConnection transaction, AuditRow row) {
    Tuple values =
        Tuple.tuple()
            .addValue(row.userId())
            .addValue(row.username())
            .addValue(row.action())
            .addValue(row.instanceId())
            .addValue(row.target())
            .addValue(row.address())
            .addValue(row.outcome())
            .addValue(utc(clock.instant()))
            .addValue(row.detail().isEmpty() ? null : write(row.detail()));
    return transaction.preparedQuery(INSERT).execute(values).mapEmpty();
  }

  /** The entries that the filter lets through, newest first, and how many there are in all. */
  public Future<Slice<AuditEntry>> list(AuditFilter filter, int limit, int offset) {
    return database.asSystem(
        c -> {
          Future<Long> total =
              c.preparedQuery(COUNT).execute(values(filter)).map(Rows.one(r -> r.getLong(0)));
          Future<List<AuditEntry>> page =
              c.preparedQuery(LIST)
                  .execute(values(filter).addInteger(limit).addInteger(offset))
                  .map(Rows.list(AuditLog::entry));
          return total.compose(count -> page.map(items -> new Slice<>(items, count)));
        });
  }

  /**
   * Deletes entries that are older than an age, at least an hour, and those beyond the newest so
   * many, at least 1,000; returns how many that were.
   */
  public Future<Integer> prune(Duration age, long most) {
    OffsetDateTime before = utc(clock.instant().minus(age));
    return BatchedPruning.run(
        PRUNED_AT_ONCE,
        batch ->
            database.asSystem(
                c ->
                    c.preparedQuery(PRUNE)
                        .execute(Tuple.of(before, most, batch))
                        .map(Rows.one(row -> row.getInteger(0)))));
  }

  private static Tuple values(AuditFilter filter) {
    Instant since = filter.since();
    return Tuple.tuple()
        .addValue(filter.userId())
        .addValue(filter.instanceId())
        .addValue(filter.action())
        .addValue(since == null ? null : utc(since));
  }

  private static AuditEntry entry(Row row) {
    return new AuditEntry(
        row.getLong("id"),
        row.getLong("user_id"),
        row.getString("username"),
        row.getString("action"),
        row.getLong("instance_id"),
        row.getString("target"),
        row.getString("address"),
        row.getString("outcome"),
        row.getOffsetDateTime("occurred_at").toInstant(),
        read(row.getString("detail")));
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }

  private static String write(Map<String, Object> detail) {
    try {
      return JSON.writeValueAsString(detail);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("audit detail cannot be written", e);
    }
  }

  private static @Nullable Map<String, Object> read(@Nullable String detail) {
    try {
      return detail == null ? null : JSON.readValue(detail, DETAIL);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("audit detail cannot be read", e);
    }
  }
}
