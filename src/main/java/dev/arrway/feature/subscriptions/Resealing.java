package dev.arrway.feature.subscriptions;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** Encrypts targets under the key that encrypts now. */
public final class Resealing {
  private Resealing() {}

  /** All of all users, in one transaction; how many were still under another key. */
  public static Future<Integer> all(Database database, Vault vault) {
    SubscriptionSecrets secrets = new SubscriptionSecrets(vault);
    return database.asSystem(
        c ->
            SubscriptionRows.all(c)
                .compose(
                    all -> {
                      Future<Integer> count = Future.succeededFuture(0);
                      for (SubscriptionRows.Stored stored : all) {
                        count = count.compose(n -> one(c, secrets, stored).map(it -> n + it));
                      }
                      return count;
                    }));
  }

  private static Future<Integer> one(
      SqlConnection c, SubscriptionSecrets secrets, SubscriptionRows.Stored stored) {
    Subscription s = stored.subscription();
    byte[] sealed = secrets.reseal(stored.sealed(), s.ownerId(), s.id());
    return sealed == stored.sealed()
        ? Future.succeededFuture(0)
        : SubscriptionRows.reseal(c, s, sealed).map(1);
  }
}
