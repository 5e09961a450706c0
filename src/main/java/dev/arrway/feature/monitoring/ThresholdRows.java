package dev.arrway.feature.monitoring;

import com.fasterxml.jackson.core.type.TypeReference;
import dev.arrway.domain.monitor.Thresholds;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.util.Objects;

/** The SQL of thresholds. */
final class ThresholdRows {
  private static final TypeReference<Thresholds> TYPE = new TypeReference<>() {};

  private ThresholdRows() {}

  static Future<Thresholds> find(SqlConnection c, long owner) {
    return c.preparedQuery("SELECT settings FROM alert_threshold WHERE owner_id = $1")
        .execute(Tuple.of(owner))
        .map(Rows.first(row -> row.getString(0)))
        .map(found -> found.map(ThresholdRows::read).orElse(Thresholds.DEFAULT));
  }

  private static Thresholds read(String text) {
    return Objects.requireNonNull(Json.read(text, TYPE));
  }

  static Future<Void> save(SqlConnection c, long owner, Thresholds thresholds) {
    return c.preparedQuery(
            """
            INSERT INTO alert_threshold (owner_id, settings) VALUES ($1, $2)
            ON CONFLICT (owner_id) DO UPDATE SET settings = excluded.settings
             WHERE alert_threshold.owner_id = $1
            """)
        .execute(Tuple.of(owner, Json.write(thresholds)))
        .mapEmpty();
  }
}
