package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What everyone may see and change of the own account. */
public final class OwnAccount {
  private final Database database;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final LoginAddresses addresses;
  private final AccessChanges changes;
  private final Clock clock;

  OwnAccount(
      Database database,
      Passwords passwords,
      LoginThrottle throttle,
      LoginAddresses addresses,
      AccessChanges changes,
      Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.throttle = throttle;
    this.addresses = addresses;
    this.changes = changes;
    this.clock = clock;
  }

  /** The caller's account. */
  public Future<User> me(Caller caller) {
    return account(caller).map(Account::user);
  }

  private Future<Account> account(Caller caller) {
    return database
        .asSystem(c -> UserRows.byId(c, caller.userId()))
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> Future.failedFuture(Refusals.NO_CREDENTIALS.asException())));
  }

  /**
   * Changes the password and ends all other sessions.
   *
   * @return fails with {@code invalid} for a wrong present or an unfit new password, {@code
   *     limit_exceeded} after too many tries, {@code forbidden} for a key that only reads
   */
  public Future<Void> changePassword(Caller caller, Secret current, Secret next) {
    Optional<FieldError> unfit = NewUser.passwordError("new_password", next);
    if (unfit.isPresent()) {
      return Future.failedFuture(Failure.invalid(List.of(unfit.get())).asException());
    }
    return Keyed.mayChange(caller)
        .compose(may -> account(caller))
        .compose(account -> check(caller, account, current))
        .compose(
            account ->
                passwords
                    .hash(next, caller.address())
                    .compose(hash -> database.asSystem(c -> store(c, caller, account, hash))))
        .map(
            done -> {
              changes.publish(caller.userId());
              return null;
            });
  }

  private Future<Account> check(Caller caller, Account account, Secret current) {
    Optional<Failure> tooMany = throttle.admitOwner(caller.userId());
    if (tooMany.isPresent()) {
      return Future.failedFuture(tooMany.get().asException());
    }
    return passwords
        .check(current, Optional.of(account.passwordHash()), caller.address(), true)
        .compose(
            check -> {
              if (check.right()) {
                throttle.succeededOwner(caller.userId());
                return Future.succeededFuture(account);
              }
              Optional<?> locked = throttle.failedOwner(caller.userId());
              String message = locked.isPresent() ? "is wrong; try again later" : "is wrong";
              return Future.failedFuture(
                  Failure.invalid("current_password", message).asException());
            });
  }

  private Future<Void> store(SqlConnection c, Caller caller, Account checked, String hash) {
    Instant now = clock.instant();
    return UserRows.locked(c, caller.userId())
        .compose(
            found ->
                found
                    .filter(present -> present.passwordHash().equals(checked.passwordHash()))
                    .map(
                        account ->
                            UserRows.update(
                                c, new Account(account.user(), hash, account.version()), now))
                    .orElseGet(() -> Future.failedFuture(Refusals.CHANGED_MEANWHILE.asException())))
        .compose(user -> addresses.forgetOthers(c, user, caller.address()))
        .compose(done -> SessionRows.revokeAll(c, caller.userId(), caller.sessionId(), now));
  }
}
