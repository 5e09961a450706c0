package dev.arrway.instance;

import dev.arrway.store.Database;
import dev.arrway.store.Vault;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** Encrypts credentials under the key that encrypts now. */
public final class Resealing {
  private Resealing() {}

  /** All instances' credentials, in one transaction; how many were still under another key. */
  public static Future<Integer> all(Database database, Vault vault) {
    InstanceSecrets secrets = new InstanceSecrets(vault);
    return database.asSystem(
        c ->
            InstanceRows.all(c)
                .compose(
                    all -> {
                      Future<Integer> count = Future.succeededFuture(0);
                      for (InstanceRows.Stored stored : all) {
                        count = count.compose(n -> one(c, secrets, stored).map(it -> n + it));
                      }
                      return count;
                    }));
  }

  private static Future<Integer> one(
      SqlConnection c, InstanceSecrets secrets, InstanceRows.Stored stored) {
    Instance i = stored.instance();
    byte[] sealed = secrets.reseal(stored.credentials(), i.ownerId(), i.id());
    return sealed == stored.credentials()
        ? Future.succeededFuture(0)
        : InstanceRows.updateCredentials(c, i, sealed).map(1);
  }
}
