package dev.arrway.identity;

import dev.arrway.audit.AuditLog;
import dev.arrway.audit.AuditRow;
import dev.arrway.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.store.Database;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** Opens sessions. */
public final class Logins {
  private static final String ACTION = "login";

  private final Database database;
  private final AuditLog audit;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final AccessTokens tokens;
  private final IdentitySettings settings;
  private final Clock clock;

  Logins(
      Database database,
      AuditLog audit,
      Passwords passwords,
      LoginThrottle throttle,
      AccessTokens tokens,
      IdentitySettings settings,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.passwords = passwords;
    this.throttle = throttle;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * Opens a session.
   *
   * @return fails with {@code unauthenticated} for a wrong name or password, which look alike and
   *     take alike, {@code forbidden} for a locked account whose password is right, {@code
   *     limit_exceeded} after too many tries
   */
  public Future<Tokens> login(String username, Secret password, Client client) {
    Optional<Failure> tooMany = throttle.admit(username, client.address());
    if (tooMany.isPresent()) {
      return Future.failedFuture(tooMany.get().asException());
    }
    return database
        .asSystem(c -> UserRows.byName(c, username))
        .compose(
            found ->
                passwords
                    .check(password, found.map(Account::passwordHash))
                    .compose(
                        check ->
                            check.right()
                                ? right(found.orElseThrow(), password, check, client)
                                : wrong(username, found, client)));
  }

  private Future<Tokens> wrong(String username, Optional<Account> found, Client client) {
    AuditRow row =
        row(username, found, client, Refusals.WRONG_LOGIN).with(Map.of("reason", "wrong_password"));
    Future<Void> lockOut =
        throttle
            .failed(username)
            .map(hold -> audit.record(lockOut(row, hold)))
            .orElse(Future.succeededFuture());
    return Future.all(lockOut, audit.record(row))
        .compose(written -> Future.failedFuture(Refusals.WRONG_LOGIN.asException()));
  }

  private static AuditRow lockOut(AuditRow row, Duration hold) {
    return row.with(Map.of("reason", "locked_for_a_while", "seconds", hold.toSeconds()));
  }

  private static AuditRow row(
      String username, Optional<Account> found, Client client, Failure failure) {
    return AuditRow.of(
        found.map(account -> account.user().id()).orElse(null),
        username,
        ACTION,
        client.address(),
        failure.code().wireName());
  }

  private Future<Tokens> right(
      Account account, Secret password, Passwords.Check check, Client client) {
    String username = account.user().username();
    throttle.succeeded(username, client.address());
    if (!account.user().active()) {
      AuditRow row = row(username, Optional.of(account), client, Refusals.LOCKED_OUT);
      return audit
          .record(row)
          .compose(written -> Future.failedFuture(Refusals.LOCKED_OUT.asException()));
    }
    return (check.outdated() ? rehash(account, password) : Future.succeededFuture())
        .compose(done -> database.asSystem(c -> open(c, account, client)));
  }

  private Future<Void> rehash(Account account, Secret password) {
    return passwords
        .hash(password)
        .compose(hash -> database.asSystem(c -> UserRows.rehash(c, account, hash)));
  }

  private Future<Tokens> open(SqlConnection c, Account before, Client client) {
    Instant now = clock.instant();
    Instant expires = now.plus(settings.refreshLife());
    long userId = before.user().id();
    Secret refresh = Refreshes.newToken();
    return UserRows.loggedIn(c, userId, now)
        .compose(
            account ->
                account.user().active()
                    ? SessionRows.insert(c, userId, client, now, expires)
                        .compose(
                            session ->
                                SessionRows.addToken(c, refresh, session, userId, now)
                                    .compose(added -> audit.record(c, opened(account, client)))
                                    .map(
                                        written ->
                                            new Tokens(
                                                tokens.issue(
                                                    account.user(), account.version(), session),
                                                settings.accessLife(),
                                                refresh,
                                                account.user())))
                    : Future.failedFuture(Refusals.LOCKED_OUT.asException()));
  }

  private static AuditRow opened(Account account, Client client) {
    User user = account.user();
    return AuditRow.of(user.id(), user.username(), ACTION, client.address(), AuditRow.OK);
  }
}
