package dev.arrway.platform.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import org.postgresql.ds.PGSimpleDataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates what the server needs before the first migration: the database and the pool's role. */
final class ServerRoles {
  private static final Logger LOG = LoggerFactory.getLogger(ServerRoles.class);

  /**
   * The maximum time of a statement at the start, in seconds; a server that hangs fails the start.
   * Creating a database takes seconds.
   */
  private static final int TIMEOUT_SECONDS = 60;

  private static final int OLDEST = 150_000;
  private static final String FORBIDDEN = "42501";

  /** Another node made the same at the same moment. */
  private static final Set<String> ALREADY_THERE = Set.of("42710", "42P04", "23505");

  private ServerRoles() {}

  /** Makes the database of the embedded server at its first start. */
  static void ensureDatabase(DatabaseEndpoint endpoint) {
    try (Connection connection = connect(endpoint, "postgres");
        Statement statement = connection.createStatement()) {
      if (!exists(
          statement, "SELECT 1 FROM pg_database WHERE datname = '" + endpoint.database() + "'")) {
        make(statement, "CREATE DATABASE \"" + endpoint.database() + "\"");
      }
    } catch (SQLException e) {
      throw new StartFailure(
          "The PostgreSQL server at " + endpoint.shown() + " cannot be used: " + e.getMessage(), e);
    }
  }

  /**
   * Makes the pool's role where it is missing, and proves that it is bound by row-level security.
   *
   * @throws StartFailure with what an administrator of the server has to do otherwise
   */
  static void ensureAppRole(DatabaseEndpoint endpoint) {
    try (Connection connection = connect(endpoint, endpoint.database());
        Statement statement = connection.createStatement()) {
      checkVersion(connection);
      if (!exists(
          statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + Database.APP_ROLE + "'")) {
        createRole(statement, endpoint);
      }
      checkHarmless(statement);
      if (!mayBecome(statement)) {
        grantRole(statement, endpoint);
      }
    } catch (SQLException e) {
      throw new StartFailure(
          "The database at " + endpoint.shown() + " cannot be used: " + e.getMessage(), e);
    }
  }

  private static Connection connect(DatabaseEndpoint endpoint, String database)
      throws SQLException {
    PGSimpleDataSource source = endpoint.toDataSource(database);
    source.setSocketTimeout(TIMEOUT_SECONDS);
    return source.getConnection();
  }

  private static void checkVersion(Connection connection) throws SQLException {
    int major = connection.getMetaData().getDatabaseMajorVersion();
    if (major * 10_000 < OLDEST) {
      throw new StartFailure("PostgreSQL " + major + " is too old: Arrway needs 15 or newer.");
    }
  }

  private static void createRole(Statement statement, DatabaseEndpoint endpoint)
      throws SQLException {
    try {
      make(
          statement,
          "CREATE ROLE "
              + Database.APP_ROLE
              + " NOLOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS");
    } catch (SQLException e) {
      if (FORBIDDEN.equals(e.getSQLState())) {
        throw notAllowed(endpoint, e);
      }
      throw e;
    }
  }

  private static void checkHarmless(Statement statement) throws SQLException {
    if (exists(
        statement,
        "SELECT 1 FROM pg_roles WHERE (rolsuper OR rolbypassrls) AND rolname = '"
            + Database.APP_ROLE
            + "'")) {
      throw new StartFailure(
          "The database role "
              + Database.APP_ROLE
              + " is a superuser or bypasses row-level security: run ALTER ROLE "
              + Database.APP_ROLE
              + " NOSUPERUSER NOBYPASSRLS.");
    }
  }

  private static boolean mayBecome(Statement statement) throws SQLException {
    try {
      statement.execute("SET ROLE " + Database.APP_ROLE);
      statement.execute("RESET ROLE");
      return true;
    } catch (SQLException e) {
      if (FORBIDDEN.equals(e.getSQLState())) {
        return false;
      }
      throw e;
    }
  }

  private static void grantRole(Statement statement, DatabaseEndpoint endpoint)
      throws SQLException {
    try {
      statement.execute("GRANT " + Database.APP_ROLE + " TO CURRENT_USER");
    } catch (SQLException e) {
      // Two nodes may grant the same at once; what counts is the outcome.
      LOG.debug("granting the pool's role failed", e);
      if (!mayBecome(statement)) {
        throw notAllowed(endpoint, e);
      }
    }
  }

  private static StartFailure notAllowed(DatabaseEndpoint endpoint, SQLException cause) {
    return new StartFailure(
        "The database user "
            + endpoint.user()
            + " may not make the role that Arrway's queries run as. Give it CREATEROLE, or have an"
            + " administrator run: CREATE ROLE "
            + Database.APP_ROLE
            + " NOLOGIN NOSUPERUSER NOBYPASSRLS; GRANT "
            + Database.APP_ROLE
            + " TO \""
            + endpoint.user()
            + "\";",
        cause);
  }

  private static boolean exists(Statement statement, String query) throws SQLException {
    try (ResultSet rows = statement.executeQuery(query)) {
      return rows.next();
    }
  }

  private static void make(Statement statement, String sql) throws SQLException {
    try {
      statement.execute(sql);
    } catch (SQLException e) {
      if (!ALREADY_THERE.contains(e.getSQLState())) {
        throw e;
      }
    }
  }
}
