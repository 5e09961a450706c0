package dev.arrway.feature.accounts;

import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Slice;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Accounts in the database, in a transaction of the system. */
final class UserRows {
  private static final String COLUMNS =
      "id, username, password_hash, role, active, token_version, created_at, updated_at,"
          + " last_login_at";
  private static final String SELECT = "SELECT " + COLUMNS + " FROM app_user ";
  private static final String INSERT =
      """
      INSERT INTO app_user (username, password_hash, role, active, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $5) RETURNING %s
      """
          .formatted(COLUMNS);
  private static final String UPDATE =
      """
      UPDATE app_user SET role = $2, active = $3, password_hash = $4,
             token_version = $5, updated_at = $6
       WHERE id = $1 RETURNING %s
      """
          .formatted(COLUMNS);

  private UserRows() {}

  static Future<Optional<Account>> byName(SqlConnection c, String username) {
    return c.preparedQuery(SELECT + "WHERE lower(username) = lower($1)")
        .execute(Tuple.of(username))
        .map(Rows.first(UserRows::account));
  }

  static Future<Optional<Account>> byId(SqlConnection c, long id) {
    return c.preparedQuery(SELECT + "WHERE id = $1")
        .execute(Tuple.of(id))
        .map(Rows.first(UserRows::account));
  }

  /** The same, and nobody else changes the row until this transaction ends. */
  static Future<Optional<Account>> locked(SqlConnection c, long id) {
    return c.preparedQuery(SELECT + "WHERE id = $1 FOR UPDATE")
        .execute(Tuple.of(id))
        .map(Rows.first(UserRows::account));
  }

  /** Returns the active administrators. */
  static Future<List<Account>> administrators(SqlConnection c) {
    return c.query(SELECT + "WHERE role = 'admin' AND active ORDER BY id")
        .execute()
        .map(Rows.list(UserRows::account));
  }

  /**
   * The active administrators. Locks their rows in one order, so that of two who leave at once one
   * waits and then counts anew.
   */
  static Future<List<Account>> lockedAdministrators(SqlConnection c) {
    return c.query(SELECT + "WHERE role = 'admin' AND active ORDER BY id FOR UPDATE")
        .execute()
        .map(Rows.list(UserRows::account));
  }

  /** The active administrator of the lowest id. */
  static Future<Optional<Account>> firstAdministrator(SqlConnection c) {
    return c.query(SELECT + " WHERE role = 'admin' AND active ORDER BY id LIMIT 1")
        .execute()
        .map(Rows.first(UserRows::account));
  }

  static Future<Slice<User>> list(SqlConnection c, int limit, int offset) {
    Future<Long> total = count(c);
    Future<List<User>> page =
        c.preparedQuery(SELECT + "ORDER BY lower(username) LIMIT $1 OFFSET $2")
            .execute(Tuple.of(limit, offset))
            .map(Rows.list(row -> account(row).user()));
    return total.compose(count -> page.map(items -> new Slice<>(items, count)));
  }

  static Future<Long> count(SqlConnection c) {
    return c.query("SELECT count(*) FROM app_user").execute().map(Rows.one(r -> r.getLong(0)));
  }

  /** Fails with a unique violation when the name is taken. */
  static Future<User> insert(SqlConnection c, NewUser user, String passwordHash, Instant now) {
    return c.preparedQuery(INSERT)
        .execute(
            Tuple.of(
                user.username(),
                passwordHash,
                user.role().wireName(),
                user.active(),
                Times.utc(now)))
        .map(Rows.one(row -> account(row).user()));
  }

  static Future<User> update(SqlConnection c, Account next, Instant now) {
    return c.preparedQuery(UPDATE)
        .execute(
            Tuple.of(
                next.user().id(),
                next.user().role().wireName(),
                next.user().active(),
                next.passwordHash(),
                next.version(),
                Times.utc(now)))
        .map(Rows.one(row -> account(row).user()));
  }

  /** Replaces a hash, unless the password was changed meanwhile. */
  static Future<Void> rehash(SqlConnection c, Account account, String passwordHash) {
    return c.preparedQuery(
            "UPDATE app_user SET password_hash = $3 WHERE id = $1 AND password_hash = $2")
        .execute(Tuple.of(account.user().id(), account.passwordHash(), passwordHash))
        .mapEmpty();
  }

  static Future<Account> loggedIn(SqlConnection c, long id, Instant now) {
    return c.preparedQuery(
            "UPDATE app_user SET last_login_at = $2 WHERE id = $1 RETURNING " + COLUMNS)
        .execute(Tuple.of(id, Times.utc(now)))
        .map(Rows.one(UserRows::account));
  }

  static Future<Boolean> delete(SqlConnection c, long id) {
    return c.preparedQuery("DELETE FROM app_user WHERE id = $1")
        .execute(Tuple.of(id))
        .map(Rows::any);
  }

  /** Closes the set-up for good; false when it was closed before. */
  static Future<Boolean> closeSetup(SqlConnection c, Instant now) {
    return c.preparedQuery(
            "INSERT INTO setup_state (id, completed_at) VALUES (1, $1) ON CONFLICT DO NOTHING")
        .execute(Tuple.of(Times.utc(now)))
        .map(Rows::any);
  }

  static Future<Boolean> setupClosed(SqlConnection c) {
    return c.query("SELECT 1 FROM setup_state").execute().map(rows -> rows.size() > 0);
  }

  private static Account account(Row row) {
    User user =
        new User(
            row.getLong("id"),
            row.getString("username"),
            Role.of(row.getString("role")),
            row.getBoolean("active"),
            Times.at(row, "created_at"),
            Times.at(row, "updated_at"),
            Times.atOrNull(row, "last_login_at"));
    return new Account(user, row.getString("password_hash"), row.getInteger("token_version"));
  }
}
