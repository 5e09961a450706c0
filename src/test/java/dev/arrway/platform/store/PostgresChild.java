package dev.arrway.platform.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/**
 * The main class of a process that is killed: starts the embedded server in a directory and writes
 * rows until then, printing the number of each that was acknowledged.
 */
public final class PostgresChild {
  private PostgresChild() {}

  /** Takes the data directory, and how many rows to write before a regular end (0: no end). */
  public static void main(String[] args) throws Exception {
    long most = Long.parseLong(args[1]);
    try (EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(args[0]), 0);
        Connection connection =
            server.endpoint().toDataSource(EmbeddedPostgres.NAME).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS acked (n bigserial PRIMARY KEY)");
      for (long count = 0; most == 0 || count < most; count++) {
        try (var rows = statement.executeQuery("INSERT INTO acked DEFAULT VALUES RETURNING n")) {
          rows.next();
          System.out.println("acked " + rows.getLong(1));
        }
      }
    }
    System.out.println("done");
  }
}
