package dev.arrway.feature.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The SQL of the last sample of each instance. */
final class LatestRows {
  private static final TypeReference<Gauges> GAUGES = new TypeReference<>() {};
  private static final String COLUMNS =
      "instance_id, taken_at, condition, since, failures, error, gauges";

  /** An instance that is gone or switched off gets no row. The row that comes back is locked. */
  private static final String LOCK =
      """
      INSERT INTO metric_latest AS l (instance_id, owner_id, taken_at, condition, since, failures)
      SELECT id, owner_id, '-infinity', 'unknown', $3, 0 FROM instance
       WHERE id = $1 AND owner_id = $2 AND enabled
      ON CONFLICT (instance_id) DO UPDATE SET failures = l.failures WHERE l.owner_id = $2
      RETURNING condition, since, failures, taken_at >= $3 AS late
      """;

  private LatestRows() {}

  /**
   * What was before a sample.
   *
   * @param late whether a later sample is there already
   */
  record Before(Condition condition, Instant since, int failures, boolean late) {}

  static Future<Optional<Before>> lock(SqlConnection c, Sample sample) {
    return c.preparedQuery(LOCK)
        .execute(
            Tuple.of(
                sample.instance().id(), sample.instance().ownerId(), Times.utc(sample.takenAt())))
        .map(
            Rows.first(
                row ->
                    new Before(
                        Condition.of(row.getString("condition")),
                        row.getOffsetDateTime("since").toInstant(),
                        row.getInteger("failures"),
                        row.getBoolean("late"))));
  }

  /** What it did not answer this time is not known any more. */
  static Future<Void> save(SqlConnection c, Sample sample, Instant since, int failures) {
    return c.preparedQuery(
            """
            UPDATE metric_latest
               SET taken_at = $3, condition = $4, since = $5, failures = $6, error = $7, gauges = $8
             WHERE instance_id = $1 AND owner_id = $2
            """)
        .execute(
            Tuple.tuple()
                .addValue(sample.instance().id())
                .addValue(sample.instance().ownerId())
                .addValue(Times.utc(sample.takenAt()))
                .addValue(sample.condition().wireName())
                .addValue(Times.utc(since))
                .addValue(failures)
                .addValue(sample.error())
                .addValue(Json.write(sample.gauges())))
        .mapEmpty();
  }

  static Future<List<Latest>> list(SqlConnection c, long owner) {
    return c.preparedQuery("SELECT " + COLUMNS + " FROM metric_latest WHERE owner_id = $1")
        .execute(Tuple.of(owner))
        .map(Rows.list(LatestRows::latest));
  }

  private static Latest latest(Row row) {
    return new Latest(
        row.getLong("instance_id"),
        row.getOffsetDateTime("taken_at").toInstant(),
        Condition.of(row.getString("condition")),
        row.getOffsetDateTime("since").toInstant(),
        row.getInteger("failures"),
        row.getString("error"),
        Json.read(row.getString("gauges"), GAUGES));
  }
}
