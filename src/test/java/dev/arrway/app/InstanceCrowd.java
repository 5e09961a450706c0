package dev.arrway.app;

import dev.arrway.config.ConfigLoader;
import dev.arrway.config.ConfigSources;
import dev.arrway.config.Secret;
import dev.arrway.store.AssociatedData;
import dev.arrway.store.Futures;
import dev.arrway.store.Rows;
import dev.arrway.store.Store;
import dev.arrway.store.Vault;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Thousands of instances, written straight into the database of a gateway's data directory. */
final class InstanceCrowd {
  private static final String INSERT =
      """
      INSERT INTO instance (id, owner_id, name, instance_type, url, url_had_credentials, credentials, verify_ssl,
        timeout_seconds, rate_limit_per_minute, enabled, settings, managed_by, health)
      SELECT id, $3, 'Crowd ' || id, $4, url, false, credentials, true, 30, 300, true, '{}'::jsonb, 'user', 'unknown'
        FROM unnest($1::bigint[], $2::bytea[], $5::text[]) AS crowd (id, credentials, url)
      """;

  private InstanceCrowd() {}

  /**
   * Adds instances for the only user there is.
   *
   * @param urls where each of them is
   * @param data the directory that a {@link GatewayProcess} was made with
   */
  static void add(Path data, List<String> urls, String type, Secret key) throws Exception {
    Vertx vertx = Vertx.vertx();
    Store store =
        Futures.await(
            Store.openBeside(
                vertx,
                ConfigLoader.load(
                    ConfigSources.ofProcess(
                        Optional.empty(), Map.of("data.dir", data.resolve("arrway").toString())))));
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
