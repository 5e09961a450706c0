package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Personal keys in the database. */
final class KeyRows {
  private static final String COLUMNS =
      "id, name, prefix, scopes, expires_at, last_used_at, created_at";
  private static final String INSERT =
      """
      INSERT INTO api_key (owner_id, name, prefix, hash, scopes, expires_at, created_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING %s
      """
          .formatted(COLUMNS);
  private static final String LIST =
      "SELECT "
          + COLUMNS
          + ", (SELECT role FROM app_user WHERE id = $1) AS role"
          + " FROM api_key WHERE owner_id = $1 ORDER BY id DESC LIMIT $2 OFFSET $3";

  /** Makes the requests of one user count each other. */
  private static final String LOCK =
      "SELECT pg_advisory_xact_lock(hashtextextended('arrway.api_key', $1))";

  private static final String USED =
      """
      UPDATE api_key SET last_used_at = $2::timestamptz
       WHERE hash = $1 AND (last_used_at IS NULL OR last_used_at < $2::timestamptz - interval '1 minute')
      """;

  private KeyRows() {}

  /** Returns how many keys a user has, which no other transaction changes meanwhile. */
  static Future<Long> lockedCount(SqlConnection c, long ownerId) {
    return c.preparedQuery(LOCK)
        .execute(Tuple.of(ownerId))
        .compose(
            locked ->
                c.preparedQuery("SELECT count(*) FROM api_key WHERE owner_id = $1")
                    .execute(Tuple.of(ownerId)))
        .map(Rows.one(row -> row.getLong(0)));
  }

  /** Fails with a unique violation when the owner has a key of this name. */
  static Future<ApiKey> insert(
      SqlConnection c, long ownerId, NewApiKey key, String prefix, byte[] hash, Instant now) {
    Tuple values =
        Tuple.tuple()
            .addLong(ownerId)
            .addString(key.name())
            .addString(prefix)
            .addBuffer(Buffer.buffer(hash))
            .addArrayOfString(key.scopes().stream().map(Scope::wireName).toArray(String[]::new))
            .addValue(Times.utcOrNull(key.expiresAt()))
            .addValue(Times.utc(now));
    return c.preparedQuery(INSERT).execute(values).map(Rows.one(KeyRows::key));
  }

  /** Returns the keys of a user, newest first, with the scopes that the user's role allows. */
  static Future<Slice<ApiKey>> list(SqlConnection c, long ownerId, int limit, int offset) {
    Future<Long> total =
        c.preparedQuery("SELECT count(*) FROM api_key WHERE owner_id = $1")
            .execute(Tuple.of(ownerId))
            .map(Rows.one(row -> row.getLong(0)));
    Future<List<ApiKey>> page =
        c.preparedQuery(LIST)
            .execute(Tuple.of(ownerId, limit, offset))
            .map(Rows.list(row -> key(row).withinRole(Role.of(row.getString("role")))));
    return total.compose(count -> page.map(items -> new Slice<>(items, count)));
  }

  static Future<Boolean> delete(SqlConnection c, long ownerId, long keyId) {
    return c.preparedQuery("DELETE FROM api_key WHERE owner_id = $1 AND id = $2")
        .execute(Tuple.of(ownerId, keyId))
        .map(Rows::any);
  }

  /** What a key stands for; notes, to the minute, that it was used. */
  static Future<Optional<Standing>> used(SqlConnection c, byte[] hash, Instant now) {
    return c.preparedQuery(USED)
        .execute(Tuple.of(Buffer.buffer(hash), Times.utc(now)))
        .compose(noted -> Standing.ofKey(c, hash));
  }

  static List<Scope> scopes(Row row) {
    return Arrays.stream(row.getArrayOfStrings("scopes")).map(Scope::of).toList();
  }

  private static ApiKey key(Row row) {
    return new ApiKey(
        row.getLong("id"),
        row.getString("name"),
        row.getString("prefix"),
        scopes(row),
        Times.atOrNull(row, "expires_at"),
        Times.atOrNull(row, "last_used_at"),
        Times.at(row, "created_at"));
  }
}
