package dev.arrway.feature.accounts;

import dev.arrway.feature.audit.AuditLog;
import dev.arrway.feature.audit.AuditRow;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens sessions. */
public final class Logins {
  private static final Logger log = LoggerFactory.getLogger(Logins.class);
  private static final String ACTION = "login";

  private final Database database;
  private final AuditLog audit;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final LoginAddresses addresses;
  private volatile LoginHoldListener holdListener = LoginHoldListener.NONE;
  private final AccessTokens tokens;
  private final IdentitySettings settings;
  private final Clock clock;

  Logins(
      Database database,
      AuditLog audit,
      Passwords passwords,
      LoginThrottle throttle,
      LoginAddresses addresses,
      AccessTokens tokens,
      IdentitySettings settings,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.passwords = passwords;
    this.throttle = throttle;
    this.addresses = addresses;
    this.tokens = tokens;
    this.settings = settings;
    this.clock = clock;
  }

  /** Tells this listener, and no other, of accounts on hold from now on. */
  public void listen(LoginHoldListener listener) {
    holdListener = listener;
  }

  /**
   * Opens a session.
   *
   * @return fails with {@code unauthenticated} for a wrong name or password, which look alike and
   *     take alike, {@code forbidden} for a locked account whose password is right, {@code
   *     limit_exceeded} after too many attempts
   */
  public Future<Tokens> login(String username, Secret password, Client client) {
    Optional<Failure> tooMany =
        addresses.isCached(username) ? Optional.empty() : throttle.admitLookUp(client.address());
    if (tooMany.isPresent()) {
      return Future.failedFuture(tooMany.get().asException());
    }
    return addresses
        .knows(username, client.address())
        .compose(known -> attempt(new LoginAttempt(username, password, client, known)));
  }

  /** An attempt to log in; {@code known} says that the account has logged in from there before. */
  private record LoginAttempt(String username, Secret password, Client client, boolean known) {}

  private Future<Tokens> attempt(LoginAttempt attempt) {
    String address = attempt.client().address();
    Optional<Failure> tooMany =
        attempt.known()
            ? throttle.admitKnown(attempt.username(), address)
            : throttle.admit(attempt.username(), address);
    if (tooMany.isPresent()) {
      return Future.failedFuture(tooMany.get().asException());
    }
    return database
        .asSystem(c -> UserRows.byName(c, attempt.username()))
        .compose(
            found ->
                passwords
                    .check(
                        attempt.password(),
                        found.map(Account::passwordHash),
                        address,
                        attempt.known())
                    .compose(
                        check ->
                            check.right()
                                ? right(found.orElseThrow(), check, attempt)
                                : wrong(found, attempt)));
  }

  private Future<Tokens> wrong(Optional<Account> found, LoginAttempt attempt) {
    Client client = attempt.client();
    AuditRow row =
        row(attempt.username(), found, client, Refusals.WRONG_LOGIN)
            .with(Map.of("reason", "wrong_password"));
    Optional<Duration> hold =
        attempt.known()
            ? throttle.failedKnown(attempt.username(), client.address())
            : throttle.failed(attempt.username());
    hold.ifPresent(lasts -> reportHold(found, lasts, attempt));
    Future<Void> recorded =
        hold.map(lasts -> audit.record(lockOut(row, lasts))).orElse(Future.succeededFuture());
    return Future.all(recorded, audit.record(row))
        .compose(written -> Future.failedFuture(Refusals.WRONG_LOGIN.asException()));
  }

  private void reportHold(Optional<Account> found, Duration lasts, LoginAttempt attempt) {
    found
        .map(Account::user)
        .ifPresent(
            user ->
                inBackground(
                    () ->
                        holdListener.held(
                            new LoginHold(
                                user.id(),
                                user.username(),
                                clock.instant().plus(lasts),
                                attempt.known()))));
  }

  /**
   * Sends a report in the background. A login does not wait for it, because the delay would reveal
   * which accounts exist, and does not fail when it fails.
   */
  private static void inBackground(Supplier<Future<Void>> report) {
    Sink.of(
        Future.succeededFuture().compose(begun -> report.get()),
        Runnable::run,
        (reported, cause) -> {
          if (cause != null) {
            log.warn("a hold on logins of an account was not reported: {}", cause.getMessage());
          }
        });
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

  private Future<Tokens> right(Account account, Passwords.Check check, LoginAttempt attempt) {
    String username = account.user().username();
    Client client = attempt.client();
    boolean released = false;
    if (attempt.known()) {
      throttle.succeededKnown(username, client.address());
    } else {
      released = throttle.succeeded(username, client.address());
    }
    if (!account.user().active()) {
      AuditRow row = row(username, Optional.of(account), client, Refusals.LOCKED_OUT);
      return audit
          .record(row)
          .compose(written -> Future.failedFuture(Refusals.LOCKED_OUT.asException()));
    }
    if (released) {
      inBackground(() -> holdListener.released(username));
    }
    Future<Void> rehashed = check.outdated() ? rehash(account, attempt) : Future.succeededFuture();
    return rehashed.compose(done -> database.asSystem(c -> open(c, account, client)));
  }

  private Future<Void> rehash(Account account, LoginAttempt attempt) {
    return passwords
        .hash(attempt.password(), attempt.client().address())
        .compose(hash -> database.asSystem(c -> UserRows.rehash(c, account, hash)));
  }

  private Future<Tokens> open(SqlConnection c, Account before, Client client) {
    Instant now = clock.instant();
    Instant expires = now.plus(settings.refreshLife());
    long userId = before.user().id();
    return UserRows.loggedIn(c, userId, now)
        .compose(
            account ->
                account.user().active()
                    ? addresses
                        .remember(c, account.user(), client.address())
                        .compose(known -> SessionRows.insert(c, userId, client, now, expires))
                        .compose(session -> tokens(c, account, session, client))
                    : Future.failedFuture(Refusals.LOCKED_OUT.asException()));
  }

  /** The account's row is locked by its own change, so that logins at once count each other. */
  private Future<Tokens> tokens(SqlConnection c, Account account, long session, Client client) {
    User user = account.user();
    Instant now = clock.instant();
    Secret refresh = Refreshes.newToken();
    return SessionRows.keepNewest(c, user.id(), settings.limits().sessionsPerUser(), now)
        .compose(ended -> SessionRows.addToken(c, refresh, session, user.id(), now))
        .compose(added -> audit.record(c, opened(account, client)))
        .map(
            written ->
                new Tokens(
                    tokens.issue(user, account.version(), session),
                    settings.accessLife(),
                    refresh,
                    user));
  }

  private static AuditRow opened(Account account, Client client) {
    User user = account.user();
    return AuditRow.of(user.id(), user.username(), ACTION, client.address(), AuditRow.OK);
  }
}
