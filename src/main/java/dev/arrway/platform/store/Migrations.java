package dev.arrway.platform.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Brings the schema up to date, as the role that owns the tables. Several nodes may do so at once:
 * Flyway lets one work and the others wait.
 */
public final class Migrations {
  private Migrations() {}

  /**
   * Makes the pool's role where it is missing and applies what is new in {@code db/migration}.
   * Blocks.
   *
   * @return how many migrations were applied
   * @throws StartFailure when the server refuses, or the schema is newer than this Arrway
   */
  @CanIgnoreReturnValue
  public static int run(DatabaseEndpoint endpoint) {
    ServerRoles.ensureAppRole(endpoint);
    try {
      return Flyway.configure(Migrations.class.getClassLoader())
          .dataSource(endpoint.toDataSource(endpoint.database()))
          .locations("classpath:db/migration")
          .validateMigrationNaming(true)
          .cleanDisabled(true)
          .connectRetries(0)
          .load()
          .migrate()
          .migrationsExecuted;
    } catch (FlywayException e) {
      throw new StartFailure(
          "The schema of " + endpoint.shown() + " cannot be brought up to date: " + e.getMessage(),
          e);
    }
  }
}
