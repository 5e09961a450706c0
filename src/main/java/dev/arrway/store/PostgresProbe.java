package dev.arrway.store;

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
  /** Answers of a server that works but takes no session now: too many, starting, recovering. */
  private static final Set<String> BUSY = Set.of("53300", "57P03");

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
      return BUSY.contains(String.valueOf(e.getSQLState()));
    }
  }
}
