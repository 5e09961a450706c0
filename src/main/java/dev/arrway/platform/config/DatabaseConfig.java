package dev.arrway.platform.config;

/**
 * Keys below {@code database}.
 *
 * @param uri of a PostgreSQL server; empty for the embedded one
 * @param user instead of the URI's; may be empty
 * @param password instead of the URI's; may be empty
 * @param poolSize connections of this process
 * @param embeddedPort of the embedded server; 0 has one picked and kept
 */
public record DatabaseConfig(
    Secret uri, String user, Secret password, int poolSize, int embeddedPort) {
  private static final int MOST_CONNECTIONS = 90; // the embedded server takes 100

  /** Checks the URI and the ranges. */
  public DatabaseConfig {
    Check check =
        new Check()
            .between("database.pool_size", poolSize, 2, MOST_CONNECTIONS)
            .port("database.embedded_port", embeddedPort);
    if (!uri.isEmpty()) {
      try {
        PostgresUri parsed = PostgresUri.parse(uri);
        check.that(
            !user.isEmpty() || !parsed.user().isEmpty(),
            "database.user",
            "",
            "must be set, or be part of database.uri");
      } catch (IllegalArgumentException e) {
        check.that(false, "database.uri", Secret.MASK, String.valueOf(e.getMessage()));
      }
    }
    check.done();
  }

  /** Whether PostgreSQL runs inside the data directory. */
  public boolean embedded() {
    return uri.isEmpty();
  }
}
