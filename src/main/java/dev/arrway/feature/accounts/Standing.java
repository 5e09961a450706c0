package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a session or a personal key stands for now, as the database has it.
 *
 * @param id the session's or the key's
 * @param role the user's, or less for a narrower key
 * @param active false when the account is locked out
 * @param version of the account's access tokens
 * @param live false when the session was ended
 * @param only the one thing that the key is for; null when it counts everywhere, as a session does
 * @param expiresAt when the session or key ends by itself
 */
record Standing(
    long id,
    long userId,
    String username,
    Role role,
    boolean active,
    int version,
    boolean live,
    @Nullable Scope only,
    Instant expiresAt) {

  private static final String OF_SESSION =
      """
      SELECT s.id, u.id AS user_id, u.username, u.role, u.active, u.token_version,
             s.revoked_at IS NULL AS live, s.expires_at
        FROM session s JOIN app_user u ON u.id = s.owner_id
       WHERE s.id = $1
      """;
  private static final String OF_KEY =
      """
      SELECT k.id, u.id AS user_id, u.username, u.role, u.active, u.token_version,
             true AS live, k.expires_at, k.scopes
        FROM api_key k JOIN app_user u ON u.id = k.owner_id
       WHERE k.hash = $1 OR k.id = $2
      """;

  private static final String OF_SESSIONS = OF_SESSION.replace("s.id = $1", "s.id = ANY($1)");
  private static final String OF_KEYS =
      OF_KEY.replace("k.hash = $1 OR k.id = $2", "k.id = ANY($1)");

  /** Returns what these sessions stand for; those that are gone are left out. */
  static Future<List<Standing>> findSessions(SqlConnection c, Collection<Long> ids) {
    return c.preparedQuery(OF_SESSIONS)
        .execute(Tuple.tuple().addValue(ids.toArray(Long[]::new)))
        .map(Rows.list(row -> standing(row, Role.ADMIN, null)));
  }

  /** Returns what these personal keys stand for; those that are gone are left out. */
  static Future<List<Standing>> findKeys(SqlConnection c, Collection<Long> ids) {
    return c.preparedQuery(OF_KEYS)
        .execute(Tuple.tuple().addValue(ids.toArray(Long[]::new)))
        .map(Rows.list(Standing::ofKey));
  }

  static Future<Optional<Standing>> ofSession(SqlConnection c, long sessionId) {
    return c.preparedQuery(OF_SESSION)
        .execute(Tuple.of(sessionId))
        .map(Rows.first(row -> standing(row, Role.ADMIN, null)));
  }

  static Future<Optional<Standing>> ofKey(SqlConnection c, byte[] hash) {
    return c.preparedQuery(OF_KEY)
        .execute(Tuple.tuple().addValue(Buffer.buffer(hash)).addValue(null))
        .map(Rows.first(Standing::ofKey));
  }

  static Future<Optional<Standing>> ofKey(SqlConnection c, long keyId) {
    return c.preparedQuery(OF_KEY)
        .execute(Tuple.tuple().addValue(null).addValue(keyId))
        .map(Rows.first(Standing::ofKey));
  }

  private static Standing ofKey(Row row) {
    List<Scope> scopes = KeyRows.scopes(row);
    return standing(row, Scope.most(scopes), Scope.only(scopes).orElse(null));
  }

  private static Standing standing(Row row, Role most, @Nullable Scope only) {
    Instant expires = Times.atOrNull(row, "expires_at");
    return new Standing(
        row.getLong("id"),
        row.getLong("user_id"),
        row.getString("username"),
        Role.of(row.getString("role")).atMost(most),
        row.getBoolean("active"),
        row.getInteger("token_version"),
        row.getBoolean("live"),
        only,
        expires == null ? Instant.MAX : expires);
  }
}
