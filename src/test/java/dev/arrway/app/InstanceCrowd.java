package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Store;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.platform.store.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The database of a gateway with an administrator and thousands of instances, which are written
 * straight into it. Closing drops it.
 */
final class InstanceCrowd implements AutoCloseable {
  private static final String INSERT =
      """
      INSERT INTO instance (id, owner_id, name, instance_type, url, url_had_credentials, credentials, verify_ssl,
        timeout_seconds, rate_limit_per_minute, enabled, settings, managed_by, health)
      SELECT id, $3, 'Crowd ' || id, $4, url, false, credentials, true, 30, 300, true, '{}'::jsonb, 'user', 'unknown'
        FROM unnest($1::bigint[], $2::bytea[], $5::text[]) AS crowd (id, credentials, url)
      """;

  private final TestDatabase database = TestDatabase.create();
  private final ArrwayConfig config;

  /**
   * Creates the database and its administrator.
   *
   * @param data the directory that the {@link GatewayProcess} is to be made with
   */
  InstanceCrowd(Path data) throws IOException {
    config = TestGateway.config(database, Map.of("data.dir", data.resolve("arrway").toString()));
    Gateway gateway = Futures.await(Gateway.start(config, UpstreamCatalog.standard()));
    Api admin =
        new Api(gateway.url()).setUp("admin", TestGateway.ADMIN_PASSWORD, TestGateway.SETUP_CODE);
    assertThat(admin.token()).isNotEmpty();
    Futures.await(gateway.stop());
  }

  /** Returns what a process has to be told to use the database. */
  Map<String, String> environment() {
    var endpoint = database.endpoint();
    return Map.of(
        "ARRWAY_DATABASE_URI",
        "postgresql://" + endpoint.host() + ":" + endpoint.port() + "/" + endpoint.database(),
        "ARRWAY_DATABASE_USER",
        endpoint.user(),
        "ARRWAY_DATABASE_PASSWORD",
        endpoint.password().reveal());
  }

  /**
   * Adds instances for the administrator.
   *
   * @param urls where each of them is
   */
  void add(List<String> urls, String type, Secret key) {
    Vertx vertx = Vertx.vertx();
    Store store = Futures.await(Store.open(vertx, config));
    Futures.await(
        store
            .database()
            .asSystem(
                c ->
                    c.query("SELECT id FROM app_user")
                        .execute()
                        .map(Rows.one(row -> row.getLong(0)))
                        .compose(owner -> insert(c, store.vault(), owner, urls, type, key))));
    Futures.await(store.close());
    Futures.await(vertx.close());
  }

  @Override
  public void close() {
    database.close();
  }

  private static Future<Void> insert(
      SqlConnection c, Vault vault, long owner, List<String> urls, String type, Secret key) {
    return c.preparedQuery("SELECT nextval('instance_id_seq') FROM generate_series(1, $1)")
        .execute(Tuple.of(urls.size()))
        .map(Rows.list(row -> row.getLong(0)))
        .compose(
            ids -> {
              Secret plain = Secret.of("{\"key\":\"" + key.reveal() + "\"}");
              Buffer[] sealed =
                  ids.stream()
                      .map(id -> AssociatedData.of("instance.credentials", owner, id))
                      .map(place -> Buffer.buffer(vault.encrypt(plain, place)))
                      .toArray(Buffer[]::new);
              return c.preparedQuery(INSERT)
                  .execute(
                      Tuple.of(
                          ids.toArray(Long[]::new),
                          sealed,
                          owner,
                          type,
                          urls.toArray(String[]::new)))
                  .mapEmpty();
            });
  }
}
