package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Rows;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Set;

/** Networks from which accounts have logged in, in a transaction of the system. */
final class LoginAddressRows {
  private static final String NETWORKS =
      """
      SELECT a.network FROM login_address a JOIN app_user u ON u.id = a.owner_id
       WHERE lower(u.username) = lower($1) AND a.last_login_at > $2
      """;
  private static final String REMEMBER =
      """
      INSERT INTO login_address (owner_id, network, last_login_at) VALUES ($1, $2, $3)
      ON CONFLICT (owner_id, network) DO UPDATE SET last_login_at = excluded.last_login_at
      """;
  private static final String KEEP_NEWEST =
      """
      DELETE FROM login_address WHERE owner_id = $1 AND network IN (
        SELECT network FROM login_address WHERE owner_id = $1
         ORDER BY last_login_at DESC, network OFFSET $2)
      """;

  private LoginAddressRows() {}

  static Future<Set<String>> networks(SqlConnection c, String username, Instant since) {
    return c.preparedQuery(NETWORKS)
        .execute(Tuple.of(username, Times.utc(since)))
        .map(Rows.list(row -> row.getString(0)))
        .map(Set::copyOf);
  }

  /** Remembers a network as the newest of an account, of which so many are kept. */
  static Future<Void> remember(
      SqlConnection c, long userId, String network, Instant now, int most) {
    return c.preparedQuery(REMEMBER)
        .execute(Tuple.of(userId, network, Times.utc(now)))
        .compose(done -> c.preparedQuery(KEEP_NEWEST).execute(Tuple.of(userId, most)))
        .mapEmpty();
  }

  /** Forgets all networks of an account but one. */
  static Future<Void> forgetOthers(SqlConnection c, long userId, String network) {
    return c.preparedQuery("DELETE FROM login_address WHERE owner_id = $1 AND network <> $2")
        .execute(Tuple.of(userId, network))
        .mapEmpty();
  }

  /** Forgets networks without a login since an instant, at most so many; how many that were. */
  static Future<Integer> prune(SqlConnection c, Instant before, int most) {
    return c.preparedQuery(
            """
            DELETE FROM login_address WHERE ctid = ANY (ARRAY (
              SELECT ctid FROM login_address WHERE last_login_at < $1 LIMIT $2))
            """)
        .execute(Tuple.of(Times.utc(before), most))
        .map(Rows::count);
  }
}
