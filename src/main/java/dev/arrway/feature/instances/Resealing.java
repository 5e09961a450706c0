package dev.arrway.feature.instances;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.util.List;

/** Encrypts credentials under the key that encrypts now. */
public final class Resealing {
  /** Instances that are read at a time. */
  private static final int PART = 500;

  private final SqlConnection connection;
  private final InstanceSecrets secrets;

  private Resealing(SqlConnection connection, InstanceSecrets secrets) {
    this.connection = connection;
    this.secrets = secrets;
  }

  /**
   * Encrypts the credentials of all instances in one transaction; returns how many were still under
   * another key.
   */
  public static Future<Integer> all(Database database, Vault vault) {
    InstanceSecrets secrets = new InstanceSecrets(vault);
    return database.asSystem(c -> new Resealing(c, secrets).after(0, 0));
  }

  private Future<Integer> after(long id, int before) {
    return InstanceRows.part(connection, id, PART)
        .compose(part -> part(part).map(count -> before + count).compose(sum -> next(part, sum)));
  }

  private Future<Integer> next(List<InstanceRows.Stored> part, int sum) {
    return part.size() < PART
        ? Future.succeededFuture(sum)
        : after(part.get(part.size() - 1).instance().id(), sum);
  }

  private Future<Integer> part(List<InstanceRows.Stored> part) {
    Future<Integer> count = Future.succeededFuture(0);
    for (InstanceRows.Stored stored : part) {
      count = count.compose(n -> one(stored).map(more -> n + more));
    }
    return count;
  }

  private Future<Integer> one(InstanceRows.Stored stored) {
    Instance i = stored.instance();
    byte[] sealed = secrets.reseal(stored.credentials(), i.ownerId(), i.id());
    return sealed == stored.credentials()
        ? Future.succeededFuture(0)
        : InstanceRows.updateCredentials(connection, i, sealed).map(1);
  }
}
