package dev.arrway.platform.store;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.DatabaseConfig;
import dev.arrway.platform.config.PostgresUri;
import dev.arrway.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.pgclient.SslMode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Opens what features store in, in order: the embedded server where no other is configured, the
 * roles and migrations, the pool, the vault; and closes it in the opposite order, the server last.
 * The one place where blocking work of the store is sent to worker threads.
 */
public final class Store {
  private final Vertx vertx;
  private final Server server;
  private final Database database;
  private final Vault vault;
  private final DiskSpaceGuard disk;
  private volatile Runnable measuring = () -> {};

  private Store(Vertx vertx, Server server, Database database, Vault vault, DiskSpaceGuard disk) {
    this.vertx = vertx;
    this.server = server;
    this.database = database;
    this.vault = vault;
    this.disk = disk;
  }

  /** Where the database is, and the process behind it when that is ours. */
  private record Server(
      DatabaseEndpoint endpoint,
      @Nullable EmbeddedPostgres embedded,
      DatabaseAvailability availability,
      Promise<DatabaseLost> lost) {
    static Server of(DatabaseEndpoint endpoint, @Nullable EmbeddedPostgres embedded) {
      return new Server(endpoint, embedded, new DatabaseAvailability(), Promise.promise());
    }

    /** Restarts the embedded server when it ends; nothing for another one. */
    void supervise() {
      if (embedded != null) {
        embedded.supervise(availability, RestartPolicy.STANDARD, lost::tryComplete);
      }
    }

    /** What the embedded server says itself, as the end of a message. */
    String trouble() {
      return embedded == null ? "" : "; " + embedded.trouble();
    }

    void close() {
      if (embedded != null) {
        embedded.close();
      }
    }
  }

  /** How the embedded server is taken. */
  @FunctionalInterface
  private interface Embedded {
    EmbeddedPostgres take(Path dataDirectory, int port);
  }

  /**
   * Opens the store of a gateway.
   *
   * @return fails with {@link StartFailure}, whose message is meant for the console; then nothing
   *     is left running
   */
  public static Future<Store> open(Vertx vertx, ArrwayConfig config) {
    return open(vertx, config, EmbeddedPostgres::start);
  }

  /** The same for a command that may run beside a gateway on the same data directory. */
  public static Future<Store> openBeside(Vertx vertx, ArrwayConfig config) {
    return open(vertx, config, EmbeddedPostgres::join);
  }

  /** Returns whether a data directory holds an embedded database; creates nothing. */
  public static boolean exists(Path dataDirectory) {
    return Files.exists(cluster(dataDirectory));
  }

  private static Path cluster(Path dataDirectory) {
    return new PostgresDirectory(dataDirectory.resolve("postgres")).data();
  }

  private static Future<Store> open(Vertx vertx, ArrwayConfig config, Embedded embedded) {
    return vertx
        .executeBlocking(() -> serve(config, embedded))
        .compose(server -> open(vertx, config, server));
  }

  private static Server serve(ArrwayConfig config, Embedded embedded) {
    DatabaseConfig database = config.database();
    Server server =
        database.embedded()
            ? embedded(embedded.take(config.data().dir(), database.embeddedPort()))
            : Server.of(external(database), null);
    try {
      server.supervise();
      Migrations.run(server.endpoint());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Server embedded(EmbeddedPostgres postgres) {
    return Server.of(postgres.endpoint(), postgres);
  }

  private static Future<Store> open(Vertx vertx, ArrwayConfig config, Server server) {
    Database database =
        Database.open(
            vertx, server.endpoint(), config.database().poolSize(), server.availability());
    return new StartupRetry(vertx, server.lost().future())
        .run("opening the keys", () -> Vault.open(vertx, database, MasterKey.of(config)))
        .map(vault -> new Store(vertx, server, database, vault, disk(config)))
        .compose(Store::measureDisk)
        .recover(
            cause ->
                close(vertx, database, server)
                    .transform(closed -> Future.failedFuture(openFailure(cause))));
  }

  /** Returns what to tell about a start that failed: a database that went away is named. */
  public Throwable startFailure(Throwable cause) {
    if (cause instanceof DatabaseLost) {
      return new StartFailure(String.valueOf(cause.getMessage()), cause);
    }
    return cause instanceof StoreUnavailable
        ? new StartFailure(
            "The database at "
                + server.endpoint().shown()
                + " went away while Arrway was starting: "
                + cause.getMessage()
                + server.trouble(),
            cause)
        : cause;
  }

  private static DiskSpaceGuard disk(ArrwayConfig config) {
    return config.database().embedded()
        ? DiskSpaceGuard.of(cluster(config.data().dir()), config.data().minFreeSpace())
        : DiskSpaceGuard.none();
  }

  private Future<Store> measureDisk() {
    return disk.start(vertx)
        .map(
            end -> {
              measuring = end;
              return this;
            });
  }

  private static Throwable openFailure(Throwable cause) {
    return cause instanceof StartFailure
        ? cause
        : new StartFailure("The store cannot be opened: " + cause.getMessage(), cause);
  }

  /** The server that {@code database.uri} names, with user and password of their own keys. */
  static DatabaseEndpoint external(DatabaseConfig config) {
    PostgresUri uri = PostgresUri.parse(config.uri());
    Secret password = config.password().isEmpty() ? uri.password() : config.password();
    return new DatabaseEndpoint(
        uri.host(),
        uri.port(),
        uri.database(),
        config.user().isEmpty() ? uri.user() : config.user(),
        password,
        SslMode.of(uri.sslMode()),
        uri.sslRootCert());
  }

  /** The pool. */
  public Database database() {
    return database;
  }

  /** The encryption of credentials. */
  public Vault vault() {
    return vault;
  }

  /** Tells whether there is disk space for imports. */
  public DiskSpaceGuard disk() {
    return disk;
  }

  /** For connections beside the pool (listeners, ownership locks), as the tables' owner. */
  public DatabaseEndpoint endpoint() {
    return server.endpoint();
  }

  /** Completes when the embedded server ended and could not be restarted; else never. */
  public Future<DatabaseLost> lost() {
    return server.lost().future();
  }

  /** Ends all connections, then stops the embedded server. */
  public Future<Void> close() {
    measuring.run();
    return close(vertx, database, server);
  }

  private static Future<Void> close(Vertx vertx, Database database, Server server) {
    return database
        .close()
        .eventually(
            () ->
                vertx.executeBlocking(
                    () -> {
                      server.close();
                      return null;
                    }));
  }
}
