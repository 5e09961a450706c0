package dev.arrway.feature.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The SQL of baselines. */
final class DriftRows {
  /** Older baselines of an instance are forgotten. */
  private static final int KEPT = 20;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String COLUMNS =
      "id, instance_id, version, upstream_version, counts::text AS counts, accepted_by, accepted_at";

  private DriftRows() {}

  /** What is compared with; the state is JSON, which takes a while to be read. */
  record Stored(int version, Instant acceptedAt, String state) {}

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

  /** A baseline, or the newest when no version is given. */
  static Future<Optional<Stored>> find(
      SqlConnection c, long owner, long instance, @Nullable Integer version) {
    return c.preparedQuery(
            """
            SELECT version, accepted_at, state FROM drift_baseline
            WHERE instance_id = $1 AND owner_id = $2 AND ($3::int IS NULL OR version = $3)
            ORDER BY version DESC LIMIT 1
            """)
        .execute(Tuple.of(instance, owner, version))
        .map(
            Rows.first(
                row ->
                    new Stored(
                        row.getInteger(0),
                        row.getOffsetDateTime(1).toInstant(),
                        row.getString(2))));
  }

  /** 0 when there is none. */
  static Future<Integer> newestVersion(SqlConnection c, long owner, long instance) {
    return c.preparedQuery(
            "SELECT coalesce(max(version), 0) FROM drift_baseline WHERE instance_id = $1 AND owner_id = $2")
        .execute(Tuple.of(instance, owner))
        .map(Rows.one(row -> row.getInteger(0)));
  }

  static Future<DriftBaseline> insert(
      SqlConnection c, long owner, long instance, Look look, @Nullable String acceptedBy) {
    return c.preparedQuery(
            """
            INSERT INTO drift_baseline
              (owner_id, instance_id, version, upstream_version, state, counts, accepted_by)
            SELECT $1, $2, coalesce(max(version), 0) + 1, $3, $4, $5::text::jsonb, $6
              FROM drift_baseline WHERE instance_id = $2 AND owner_id = $1
            RETURNING %s, true AS current
            """
                .formatted(COLUMNS))
        .execute(
            Tuple.tuple()
                .addValue(owner)
                .addValue(instance)
                .addValue(look.state().version())
                .addValue(look.json())
                .addValue(SeenState.write(look.state().counts()))
                .addValue(acceptedBy))
        .map(Rows.one(DriftRows::baseline))
        .compose(made -> forget(c, owner, instance, made.version() - KEPT).map(made));
  }

  private static Future<Void> forget(SqlConnection c, long owner, long instance, int upTo) {
    return c.preparedQuery(
            "DELETE FROM drift_baseline WHERE instance_id = $1 AND owner_id = $2 AND version <= $3")
        .execute(Tuple.of(instance, owner, upTo))
        .mapEmpty();
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
            SELECT %s, version = max(version) OVER () AS current FROM drift_baseline
            WHERE instance_id = $1 AND owner_id = $2 ORDER BY version DESC LIMIT $3 OFFSET $4
            """
                .formatted(COLUMNS))
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
        counts(row.getString("counts")),
        row.getString("accepted_by"),
        row.getOffsetDateTime("accepted_at").toInstant());
  }

  private static Map<String, Integer> counts(String json) {
    try {
      return JSON.readValue(json, new TypeReference<Map<String, Integer>>() {});
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("counts cannot be read", e);
    }
  }
}
