package dev.arrway.store;

import dev.arrway.config.ArrwayConfig;
import dev.arrway.config.DatabaseConfig;
import dev.arrway.config.PostgresUri;
import dev.arrway.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.pgclient.SslMode;
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

  private Store(Vertx vertx, Server server, Database database, Vault vault) {
    this.vertx = vertx;
    this.server = server;
    this.database = database;
    this.vault = vault;
  }

  /** Where the database is, and the process behind it when that is ours. */
  private record Server(DatabaseEndpoint endpoint, @Nullable EmbeddedPostgres embedded) {
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
            : new Server(external(database), null);
    try {
      Migrations.run(server.endpoint());
      return server;
    } catch (RuntimeException e) {
      server.close();
      throw e;
    }
  }

  private static Server embedded(EmbeddedPostgres postgres) {
    return new Server(postgres.endpoint(), postgres);
  }

  private static Future<Store> open(Vertx vertx, ArrwayConfig config, Server server) {
    Database database = Database.open(vertx, server.endpoint(), config.database().poolSize());
    return new StartupRetry(vertx)
        .run("opening the keys", () -> Vault.open(vertx, database, MasterKey.of(config)))
        .map(vault -> new Store(vertx, server, database, vault))
        .recover(
            cause ->
                close(vertx, database, server)
                    .transform(closed -> Future.failedFuture(startFailure(cause))));
  }

  private static Throwable startFailure(Throwable cause) {
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

  /** For connections beside the pool (listeners, ownership locks), as the tables' owner. */
  public DatabaseEndpoint endpoint() {
    return server.endpoint();
  }

  /** Ends all connections, then stops the embedded server. */
  public Future<Void> close() {
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
