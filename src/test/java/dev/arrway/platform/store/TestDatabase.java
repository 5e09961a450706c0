package dev.arrway.platform.store;

import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A fresh, migrated database on one embedded server per test process. The server's directory lies
 * under {@code target} and is used again by the next process; processes that run at once take
 * neighbouring directories.
 */
public final class TestDatabase implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Vertx vertx;
  private final DatabaseEndpoint endpoint;
  private final Database database;

  private TestDatabase(Vertx vertx, DatabaseEndpoint endpoint) {
    this.vertx = vertx;
    this.endpoint = endpoint;
    this.database = Database.open(vertx, endpoint, CONNECTIONS);
  }

  /** A new database; takes some 50 ms after the first. */
  public static TestDatabase create() {
    return create("test");
  }

  static TestDatabase create(String name) {
    String database =
        "t_" + name.toLowerCase(Locale.ROOT).replaceAll("\\W", "") + "_" + COUNT.incrementAndGet();
    DatabaseEndpoint template = Server.INSTANCE.template;
    execute(
        template,
        "postgres",
        "CREATE DATABASE \"" + database + "\" TEMPLATE \"" + template.database() + "\"");
    return new TestDatabase(Vertx.vertx(), named(template, database));
  }

  /** The pool, as the gateway has it. */
  public Database database() {
    return database;
  }

  /** The Vert.x instance that the pool belongs to; closed with this. */
  public Vertx vertx() {
    return vertx;
  }

  /** The same database as the role that owns the tables. */
  public DatabaseEndpoint endpoint() {
    return endpoint;
  }

  /** Runs statements as the owner and superuser, past all policies. */
  public void execute(String sql) {
    execute(endpoint, endpoint.database(), sql);
  }

  @Override
  public void close() {
    try {
      database.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new IllegalStateException("test database not closed", e);
    }
    execute(endpoint, "postgres", "DROP DATABASE \"" + endpoint.database() + "\" WITH (FORCE)");
  }

  private static DatabaseEndpoint named(DatabaseEndpoint e, String database) {
    return new DatabaseEndpoint(
        e.host(), e.port(), database, e.user(), e.password(), e.sslMode(), e.sslRootCert());
  }

  private static void execute(DatabaseEndpoint endpoint, String database, String sql) {
    try (Connection connection = endpoint.toDataSource(database).getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(sql, e);
    }
  }

  /** The server of this process, started at first use. */
  private static final class Server {
    static final Server INSTANCE = new Server();
    final DatabaseEndpoint template;

    private Server() {
      EmbeddedPostgres server = start();
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-postgres"));
      dropLeftovers(server.endpoint());
      // Tests that kill a server start their own; this one's commits need not reach the disk.
      execute(server.endpoint(), "postgres", "ALTER ROLE ALL SET synchronous_commit = off");
      template = named(server.endpoint(), "t_template");
      ServerRoles.ensureDatabase(template);
      Migrations.run(template);
    }

    private static EmbeddedPostgres start() {
      Path target = Path.of(System.getProperty("basedir", ""), "target").toAbsolutePath();
      @Nullable StartFailure last = null;
      for (int number = 0; number < 4; number++) {
        try {
          return EmbeddedPostgres.start(target.resolve("test-store-" + number), 0);
        } catch (StartFailure e) {
          last = e; // in use by another process
        }
      }
      throw last;
    }

    private static void dropLeftovers(DatabaseEndpoint endpoint) {
      List<String> names = new ArrayList<>();
      try (Connection connection = endpoint.toDataSource("postgres").getConnection();
          Statement statement = connection.createStatement();
          ResultSet rows =
              statement.executeQuery(
                  "SELECT datname FROM pg_database WHERE starts_with(datname, 't_')")) {
        while (rows.next()) {
          names.add(rows.getString(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      names.forEach(n -> execute(endpoint, "postgres", "DROP DATABASE \"" + n + "\" WITH (FORCE)"));
    }
  }
}
