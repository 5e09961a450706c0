package dev.arrway.platform.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks the server whether it works, on a new connection each time: a postmaster that hangs shows
 * there alone, since sessions that are open go on without it.
 */
final class PostgresProbe {
  /**
   * SQLSTATE codes that show that the server works and a restart would not help: too many sessions,
   * starting up or recovering, database not created yet, wrong password.
   */
  private static final Set<String> ANSWERS = Set.of("53300", "57P03", "3D000", "28P01");

  private final PGSimpleDataSource source;

  PostgresProbe(DatabaseEndpoint endpoint, Duration patience) {
    this.source = endpoint.toDataSource(endpoint.database());
    int seconds = (int) Math.max(1, patience.toSeconds());
    source.setApplicationName("arrway-probe");
    source.setConnectTimeout(seconds);
    source.setSocketTimeout(seconds);
  }

  /** Returns whether the server answers within the patience; blocks. */
  boolean answers() {
    try (Connection connection = source.getConnection()) {
      return connection.isValid(source.getSocketTimeout());
    } catch (SQLException e) {
      return ANSWERS.contains(String.valueOf(e.getSQLState()));
    }
  }
}
