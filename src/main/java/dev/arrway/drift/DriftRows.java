package dev.arrway.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.protocol.Failure;
import dev.arrway.store.Rows;
import dev.arrway.store.Slice;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of baselines. */
final class DriftRows {
  private static final ObjectMapper JSON = new ObjectMapper();

  private DriftRows() {}

  /** What is compared with: the version, and the facts by path. */
  record Newest(String version, Map<String, String> facts) {}

  /**
   * Lets looks at one instance take turns, so that each makes at most one baseline.
   *
   * @return fails with {@code not_found} when the instance is gone
   */
  static Future<Void> lock(SqlConnection c, long owner, long instance) {
    return c.preparedQuery("SELECT FROM instance WHERE id = $1 AND owner_id = $2 FOR UPDATE")
        .execute(Tuple.of(instance, owner))
        .compose(
            rows ->
                rows.size() > 0
                    ? Future.succeededFuture()
                    : Future.failedFuture(Failure.notFound("instance").asException()));
  }

  /** The newest baseline. */
  static Future<Optional<Newest>> newest(SqlConnection c, long owner, long instance) {
    return c.preparedQuery(
            """
            SELECT upstream_version, facts::text FROM drift_baseline WHERE instance_id = $1 AND owner_id = $2
            ORDER BY version DESC LIMIT 1
            """)
        .execute(Tuple.of(instance, owner))
        .map(Rows.first(row -> new Newest(row.getString(0), read(row.getString(1)))));
  }

  static Future<DriftBaseline> insert(
      SqlConnection c, long owner, long instance, Fingerprint print, @Nullable String acceptedBy) {
    return c.preparedQuery(
            """
            INSERT INTO drift_baseline (owner_id, instance_id, version, upstream_version, facts, accepted_by)
            SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4::text::jsonb, $5
              FROM drift_baseline WHERE instance_id = $2 AND owner_id = $1
            RETURNING *, true AS current
            """)
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(instance)
                .addValue(print.version())
                .addValue(write(print.facts()))
                .addValue(acceptedBy))
        .map(Rows.one(DriftRows::baseline));
  }

  static Future<Slice<DriftBaseline>> list(
      SqlConnection c, long owner, long instance, int limit, int offset) {
    Future<Long> total =
        c.preparedQuery(
                "SELECT count(*) FROM drift_baseline WHERE instance_id = $1 AND owner_id = $2")
            .execute(Tuple.of(instance, owner))
            .map(Rows.one(row -> row.getLong(0)));
    return c.preparedQuery(
            """
            SELECT *, version = max(version) OVER () AS current FROM drift_baseline
            WHERE instance_id = $1 AND owner_id = $2 ORDER BY version DESC LIMIT $3 OFFSET $4
            """)
        .execute(Tuple.of(instance, owner, limit, offset))
        .map(Rows.list(DriftRows::baseline))
        .compose(items -> total.map(count -> new Slice<>(items, count)));
  }

  static Future<List<String>> ignored(SqlConnection c, long owner, long instance) {
    return c.preparedQuery(
            "SELECT paths FROM drift_ignore WHERE instance_id = $1 AND owner_id = $2")
        .execute(Tuple.of(instance, owner))
        .map(Rows.first(row -> List.of(row.getArrayOfStrings(0))))
        .map(found -> found.orElse(List.of()));
  }

  static Future<Void> ignore(SqlConnection c, long owner, long instance, List<String> paths) {
    return c.preparedQuery(
            """
            INSERT INTO drift_ignore (instance_id, owner_id, paths) VALUES ($1, $2, $3)
            ON CONFLICT (instance_id) DO UPDATE SET paths = excluded.paths WHERE drift_ignore.owner_id = $2
            """)
        .execute(Tuple.of(instance, owner, paths.toArray(String[]::new)))
        .mapEmpty();
  }

  private static DriftBaseline baseline(Row row) {
    return new DriftBaseline(
        row.getLong("id"),
        row.getLong("instance_id"),
        row.getInteger("version"),
        row.getBoolean("current"),
        row.getString("upstream_version"),
        row.getString("accepted_by"),
        row.getOffsetDateTime("accepted_at").toInstant());
  }

  private static String write(Map<String, String> facts) {
    try {
      return JSON.writeValueAsString(facts);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("facts cannot be written", e);
    }
  }

  private static Map<String, String> read(String facts) {
    try {
      return JSON.readValue(facts, new TypeReference<Map<String, String>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("facts cannot be read", e);
    }
  }
}
