package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The SQL of alerts about the gateway itself, in a transaction of the system. */
final class GatewayAlertRows {
  private static final String OPEN =
      """
      INSERT INTO alert AS a (owner_id, instance_id, type, subject, severity, message, opened_at,
                              ends_at)
      SELECT u.id, NULL, $1, $2, $3, $4, $5, $6 FROM app_user u WHERE u.role = 'admin' AND u.active
      ON CONFLICT (owner_id, type, subject) WHERE instance_id IS NULL AND closed_at IS NULL
        DO UPDATE SET message = excluded.message, ends_at = greatest(a.ends_at, excluded.ends_at)
      RETURNING xmax = 0 AS opened, %s
      """
          .formatted(AlertRows.COLUMNS);
  private static final String CLOSE =
      """
      UPDATE alert a SET closed_at = greatest($1, a.opened_at)
       WHERE a.type = $2 AND a.closed_at IS NULL AND %s RETURNING %s
      """;
  private static final String CLOSE_ENDED = CLOSE.formatted("a.ends_at <= $1", AlertRows.COLUMNS);
  private static final String CLOSE_SUBJECT = CLOSE.formatted("a.subject = $3", AlertRows.COLUMNS);

  private GatewayAlertRows() {}

  /**
   * Opens an alert for each active administrator.
   *
   * @param until when it closes by itself; null for never
   * @return the newly opened alerts, without those that were open already and were extended
   */
  static Future<List<AlertRows.Owned>> open(
      SqlConnection c, NewAlert alert, Instant now, @Nullable Instant until) {
    return c.preparedQuery(OPEN)
        .execute(
            Tuple.of(
                alert.type().wireName(),
                alert.subject(),
                alert.severity().wireName(),
                alert.message(),
                Times.utc(now),
                until == null ? null : Times.utc(until)))
        .map(
            Rows.list(
                row ->
                    new OpenedAlert(
                        row.getBoolean("opened"),
                        new AlertRows.Owned(row.getLong("owner_id"), AlertRows.alert(row)))))
        .map(all -> all.stream().filter(OpenedAlert::opened).map(OpenedAlert::owned).toList());
  }

  /** An alert to open; its subject may be empty. */
  record NewAlert(AlertType type, String subject, Severity severity, String message) {}

  private record OpenedAlert(boolean opened, AlertRows.Owned owned) {}

  /** Closes the alerts about one subject and returns them. */
  static Future<List<AlertRows.Owned>> close(
      SqlConnection c, AlertType type, String subject, Instant now) {
    return closed(c, CLOSE_SUBJECT, Tuple.of(Times.utc(now), type.wireName(), subject));
  }

  /** Closes the alerts whose end time has passed and returns them. */
  static Future<List<AlertRows.Owned>> closeEnded(SqlConnection c, AlertType type, Instant now) {
    return closed(c, CLOSE_ENDED, Tuple.of(Times.utc(now), type.wireName()));
  }

  private static Future<List<AlertRows.Owned>> closed(SqlConnection c, String sql, Tuple values) {
    return c.preparedQuery(sql)
        .execute(values)
        .map(Rows.list(row -> new AlertRows.Owned(row.getLong("owner_id"), AlertRows.alert(row))));
  }
}
