package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Client;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Sessions and their refresh tokens in the database. */
final class SessionRows {
  private static final String LIVE =
      " WHERE owner_id = $1 AND revoked_at IS NULL AND expires_at > $2";
  private static final String INSERT =
      """
      INSERT INTO session (owner_id, created_at, last_used_at, expires_at, address, user_agent)
      VALUES ($1, $2, $2, $3, $4, $5) RETURNING id
      """;
  private static final String LIST =
      "SELECT id, created_at, last_used_at, expires_at, address, user_agent FROM session"
          + LIVE
          + " ORDER BY id DESC LIMIT $3 OFFSET $4";
  private static final String TOUCH =
      """
      UPDATE session SET last_used_at = $2, expires_at = $3, address = $4,
             user_agent = coalesce($5, user_agent)
       WHERE id = $1
      """;
  private static final String ADD_TOKEN =
      """
      INSERT INTO refresh_token (hash, session_id, owner_id, created_at) VALUES ($1, $2, $3, $4)
      """;

  /** Live sessions first, those that were used last before the others. */
  private static final String KEEP_NEWEST =
      """
      DELETE FROM session WHERE id IN (
        SELECT id FROM session WHERE owner_id = $1
         ORDER BY (revoked_at IS NULL AND expires_at > $3) DESC, last_used_at DESC, id DESC
         OFFSET $2)
      """;

  private static final String KEEP_NEWEST_TOKENS =
      """
      DELETE FROM refresh_token WHERE hash IN (
        SELECT hash FROM refresh_token WHERE session_id = $1
         ORDER BY (used_at IS NULL) DESC, created_at DESC, hash OFFSET $2)
      """;
  private static final String USE_TOKEN =
      "UPDATE refresh_token SET used_at = $2 WHERE hash = $1 AND used_at IS NULL";
  private static final String FIND_TOKEN =
      """
      SELECT s.id, s.owner_id, s.revoked_at IS NULL AND s.expires_at > $2 AS live
        FROM refresh_token t JOIN session s ON s.id = t.session_id
       WHERE t.hash = $1
      """;

  /** Tokens of a session that are kept; an older one that comes again is merely unknown. */
  static final int MOST_TOKENS = 200;

  private SessionRows() {}

  /** The session that a refresh token belongs to. */
  record Family(long sessionId, long ownerId, boolean live) {}

  static Future<Long> insert(
      SqlConnection c, long ownerId, Client client, Instant now, Instant expires) {
    return c.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                ownerId, Times.utc(now), Times.utc(expires), client.address(), client.userAgent()))
        .map(Rows.one(row -> row.getLong(0)));
  }

  static Future<Void> touch(
      SqlConnection c, long sessionId, Client client, Instant now, Instant expires) {
    return c.preparedQuery(TOUCH)
        .execute(
            Tuple.of(
                sessionId,
                Times.utc(now),
                Times.utc(expires),
                client.address(),
                client.userAgent()))
        .mapEmpty();
  }

  /** Deletes the sessions of a user beyond so many; how many that were. */
  static Future<Integer> keepNewest(SqlConnection c, long ownerId, int most, Instant now) {
    return c.preparedQuery(KEEP_NEWEST)
        .execute(Tuple.of(ownerId, most, Times.utc(now)))
        .map(Rows::count);
  }

  /** The live ones of a user, newest first. */
  static Future<Slice<Session>> list(
      SqlConnection c, long ownerId, @Nullable Long current, Instant now, int limit, int offset) {
    Future<Long> total =
        c.preparedQuery("SELECT count(*) FROM session" + LIVE)
            .execute(Tuple.of(ownerId, Times.utc(now)))
            .map(Rows.one(row -> row.getLong(0)));
    Future<List<Session>> page =
        c.preparedQuery(LIST)
            .execute(Tuple.of(ownerId, Times.utc(now), limit, offset))
            .map(Rows.list(row -> session(row, current)));
    return total.compose(count -> page.map(items -> new Slice<>(items, count)));
  }

  private static Session session(Row row, @Nullable Long current) {
    long id = row.getLong("id");
    return new Session(
        id,
        Times.at(row, "created_at"),
        Times.at(row, "last_used_at"),
        Times.at(row, "expires_at"),
        row.getString("address"),
        row.getString("user_agent"),
        current != null && current == id);
  }

  /** False when it is not there, not this user's, or ended before. */
  static Future<Boolean> revoke(SqlConnection c, long ownerId, long sessionId, Instant now) {
    return c.preparedQuery("UPDATE session SET revoked_at = $2" + LIVE + " AND id = $3")
        .execute(Tuple.of(ownerId, Times.utc(now), sessionId))
        .map(Rows::any);
  }

  /** Ends all sessions of a user but one, or all. */
  static Future<Void> revokeAll(SqlConnection c, long ownerId, @Nullable Long except, Instant now) {
    return c.preparedQuery(
            "UPDATE session SET revoked_at = $2" + LIVE + " AND ($3::bigint IS NULL OR id <> $3)")
        .execute(Tuple.of(ownerId, Times.utc(now), except))
        .mapEmpty();
  }

  static Future<Void> addToken(
      SqlConnection c, Secret token, long sessionId, long ownerId, Instant now) {
    return c.preparedQuery(ADD_TOKEN)
        .execute(Tuple.of(hash(token), sessionId, ownerId, Times.utc(now)))
        .compose(
            added -> c.preparedQuery(KEEP_NEWEST_TOKENS).execute(Tuple.of(sessionId, MOST_TOKENS)))
        .mapEmpty();
  }

  /** True for one caller only, however many try at once. */
  static Future<Boolean> useToken(SqlConnection c, Secret token, Instant now) {
    return c.preparedQuery(USE_TOKEN).execute(Tuple.of(hash(token), Times.utc(now))).map(Rows::any);
  }

  static Future<Optional<Family>> family(SqlConnection c, Secret token, Instant now) {
    return c.preparedQuery(FIND_TOKEN)
        .execute(Tuple.of(hash(token), Times.utc(now)))
        .map(
            Rows.first(
                row ->
                    new Family(
                        row.getLong("id"), row.getLong("owner_id"), row.getBoolean("live"))));
  }

  /** Forgets sessions, with their tokens, that ended before an instant; how many that were. */
  static Future<Integer> purge(SqlConnection c, Instant before, int most) {
    return c.preparedQuery(
            """
            DELETE FROM session WHERE id IN (
              SELECT id FROM session WHERE expires_at < $1 OR revoked_at < $1 LIMIT $2)
            """)
        .execute(Tuple.of(Times.utc(before), most))
        .map(Rows::count);
  }

  private static Buffer hash(Secret token) {
    return Buffer.buffer(RandomText.hash(token));
  }
}
