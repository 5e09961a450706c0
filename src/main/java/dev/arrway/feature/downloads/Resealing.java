package dev.arrway.feature.downloads;

import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;

/** Encrypts sources under the key that encrypts now. */
public final class Resealing {
  private Resealing() {}

  /** All of all users, in one transaction; how many were still under another key. */
  public static Future<Integer> all(Database database, Vault vault) {
    SourceBox box = new SourceBox(vault);
    return database.asSystem(c -> from(c, box, 0, 0));
  }

  /** One at a time, since each may be a file. */
  private static Future<Integer> from(SqlConnection c, SourceBox box, long after, int count) {
    return SourceRows.after(c, after)
        .compose(
            found -> {
              if (found.isEmpty()) {
                return Future.succeededFuture(count);
              }
              SourceRows.Sealed one = found.get(0);
              byte[] fresh = box.reseal(one.bytes(), one.ownerId(), one.id());
              return fresh == one.bytes()
                  ? from(c, box, one.id(), count)
                  : SourceRows.reseal(c, one.id(), fresh)
                      .compose(done -> from(c, box, one.id(), count + 1));
            });
  }
}
