package dev.arrway.monitoring;

import dev.arrway.domain.monitor.AlertType;
import dev.arrway.domain.monitor.Severity;
import dev.arrway.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;

/** The SQL of alerts of accounts on hold, in a transaction of the system. */
final class LoginAlertRows {
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
  private static final String CLOSE_ONE =
      CLOSE.formatted(
          "a.subject = (SELECT username FROM app_user WHERE id = $3)", AlertRows.COLUMNS);

  private LoginAlertRows() {}

  /** Returns the alerts that were opened; not those that were prolonged. */
  static Future<List<AlertRows.Owned>> open(
      SqlConnection c, String username, String message, Instant now, Instant until) {
    return c.preparedQuery(OPEN)
        .execute(
            Tuple.of(
                AlertType.LOGIN_HOLD.wireName(),
                username,
                Severity.WARNING.wireName(),
                message,
                Times.utc(now),
                Times.utc(until)))
        .map(
            Rows.list(
                row ->
                    new OpenedAlert(
                        row.getBoolean("opened"),
                        new AlertRows.Owned(row.getLong("owner_id"), AlertRows.alert(row)))))
        .map(all -> all.stream().filter(OpenedAlert::opened).map(OpenedAlert::owned).toList());
  }

  private record OpenedAlert(boolean opened, AlertRows.Owned owned) {}

  /** Returns the alerts about an account, which were closed. */
  static Future<List<AlertRows.Owned>> close(SqlConnection c, long userId, Instant now) {
    return closed(c, CLOSE_ONE, tuple(now).addValue(userId));
  }

  /** Returns the alerts that were closed because their end has come. */
  static Future<List<AlertRows.Owned>> closeEnded(SqlConnection c, Instant now) {
    return closed(c, CLOSE_ENDED, tuple(now));
  }

  private static Tuple tuple(Instant now) {
    return Tuple.of(Times.utc(now), AlertType.LOGIN_HOLD.wireName());
  }

  private static Future<List<AlertRows.Owned>> closed(SqlConnection c, String sql, Tuple values) {
    return c.preparedQuery(sql)
        .execute(values)
        .map(Rows.list(row -> new AlertRows.Owned(row.getLong("owner_id"), AlertRows.alert(row))));
  }
}
