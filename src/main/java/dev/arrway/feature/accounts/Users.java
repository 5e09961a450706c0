package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Accounts, for administrators and for the command line. */
public final class Users {
  private static final Logger log = LoggerFactory.getLogger(Users.class);

  /** A user's background work may lock the same rows in another order, and deadlock with it. */
  private static final int DELETE_TRIES = 5;

  private final Database database;
  private final Passwords passwords;
  private final LoginAddresses addresses;
  private final AccessChanges changes;
  private final int most;
  private final Clock clock;

  Users(
      Database database,
      Passwords passwords,
      LoginAddresses addresses,
      AccessChanges changes,
      int most,
      Clock clock) {
    this.database = database;
    this.passwords = passwords;
    this.addresses = addresses;
    this.changes = changes;
    this.most = most;
    this.clock = clock;
  }

  /** All, by name. */
  public Future<Slice<User>> list(int limit, int offset) {
    return database.asSystem(c -> UserRows.list(c, limit, offset));
  }

  /** One; fails with {@code not_found}. */
  public Future<User> get(long id) {
    return database
        .asSystem(c -> UserRows.byId(c, id))
        .compose(found -> orNotFound(found.map(Account::user)));
  }

  /** Returns the active administrators. */
  public Future<List<User>> administrators() {
    return database
        .asSystem(UserRows::administrators)
        .map(all -> all.stream().map(Account::user).toList());
  }

  /** The administrator to whom belongs what the configuration declares, if there is one yet. */
  public Future<Optional<User>> firstAdministrator() {
    return database.asSystem(UserRows::firstAdministrator).map(a -> a.map(Account::user));
  }

  /** By name, whatever its case. */
  public Future<Optional<User>> byName(String username) {
    return database.asSystem(c -> UserRows.byName(c, username)).map(a -> a.map(Account::user));
  }

  /**
   * Makes an account for the command line. An administrator made so also closes the set-up.
   *
   * @return fails with {@code conflict} when the name is taken, whatever its case, {@code
   *     limit_exceeded} when there are as many accounts as there may be
   */
  public Future<User> add(NewUser user) {
    return add(user, passwords.hash(user.password()));
  }

  /** Makes an account for an administrator at this address; fails as {@link #add(NewUser)} does. */
  public Future<User> add(NewUser user, String address) {
    return add(user, passwords.hash(user.password(), address));
  }

  private Future<User> add(NewUser user, Future<String> hashed) {
    return hashed
        .compose(hash -> database.asSystem(c -> insert(c, user, hash)))
        .map(made -> logged("user created", made))
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof UniqueViolation ? Refusals.NAME_TAKEN.asException() : cause));
  }

  private Future<User> insert(SqlConnection c, NewUser user, String hash) {
    Instant now = clock.instant();
    Future<?> setup =
        user.role() == Role.ADMIN && user.active()
            ? UserRows.closeSetup(c, now)
            : Future.succeededFuture();
    return setup
        .compose(done -> UserRows.count(c))
        .compose(
            count ->
                count < most
                    ? UserRows.insert(c, user, hash, now)
                    : Future.failedFuture(Refusals.tooManyUsers(most).asException()));
  }

  /**
   * Changes an account. Losing the role, the account or the password ends what was handed out for
   * it: at once on this node, within {@link Standings#LIFE} on others.
   *
   * @return fails with {@code not_found}, or {@code conflict} for the last active administrator
   */
  public Future<User> update(long id, UserChange change) {
    return update(id, change, passwords::hash);
  }

  /** The same for an administrator at this address. */
  public Future<User> update(long id, UserChange change, String address) {
    return update(id, change, password -> passwords.hash(password, address));
  }

  private Future<User> update(
      long id, UserChange change, Function<Secret, Future<String>> hashing) {
    Future<Optional<String>> hash =
        change
            .password()
            .map(password -> hashing.apply(password).map(Optional::of))
            .orElse(Future.succeededFuture(Optional.empty()));
    return hash.compose(
            newHash ->
                database.asSystem(c -> change(c, id, account -> next(account, change, newHash))))
        .map(
            user -> {
              changes.publish(id);
              return logged(user.active() ? "user changed" : "user deactivated", user);
            });
  }

  private static User logged(String what, User user) {
    log.atInfo()
        .addKeyValue("user", user.username())
        .addKeyValue("user_id", user.id())
        .addKeyValue("role", user.role().wireName())
        .log(what);
    return user;
  }

  private static Account next(Account account, UserChange change, Optional<String> hash) {
    User user = account.user();
    User next =
        new User(
            user.id(),
            user.username(),
            change.role().orElse(user.role()),
            change.active().orElse(user.active()),
            user.createdAt(),
            user.updatedAt(),
            user.lastLoginAt());
    boolean lessens =
        next.role() != user.role() || (user.active() && !next.active()) || hash.isPresent();
    return new Account(
        next, hash.orElse(account.passwordHash()), account.version() + (lessens ? 1 : 0));
  }

  private Future<User> change(SqlConnection c, long id, UnaryOperator<Account> change) {
    return locked(c, id)
        .compose(
            target -> {
              Account before = target.account();
              Account next = change.apply(before);
              if (target.last() && !next.user().administers()) {
                return Future.failedFuture(Refusals.LAST_ADMINISTRATOR.asException());
              }
              boolean ends =
                  !next.user().active() || !next.passwordHash().equals(before.passwordHash());
              Future<Void> sessions =
                  ends
                      ? SessionRows.revokeAll(c, id, null, clock.instant())
                      : Future.succeededFuture();
              return sessions
                  .compose(ended -> UserRows.update(c, next, clock.instant()))
                  .compose(user -> forgetAddresses(c, before, next).map(user));
            });
  }

  /** Who set the old password may know it: no network stays known under a new one. */
  private Future<Void> forgetAddresses(SqlConnection c, Account before, Account next) {
    return next.passwordHash().equals(before.passwordHash())
        ? Future.succeededFuture()
        : addresses.forgetOthers(c, next.user(), "");
  }

  /** Deletes an account with all that belongs to it; fails as {@link #update} does. */
  public Future<Void> delete(long id) {
    return delete(id, DELETE_TRIES)
        .map(
            deleted -> {
              changes.publish(id);
              log.atInfo().addKeyValue("user_id", id).log("user deleted");
              return null;
            });
  }

  private Future<?> delete(long id, int tries) {
    return database
        .asSystem(
            c ->
                locked(c, id)
                    .compose(
                        target ->
                            target.last()
                                ? Future.failedFuture(Refusals.LAST_ADMINISTRATOR.asException())
                                : UserRows.delete(c, id)))
        .<Object>map(deleted -> true)
        .recover(
            cause ->
                cause instanceof StoreUnavailable failed && failed.isDeadlock() && tries > 1
                    ? delete(id, tries - 1).map(deleted -> true)
                    : Future.failedFuture(cause));
  }

  /** An account that is about to change, and whether no other administers. */
  private record Target(Account account, boolean last) {}

  private static Future<Target> locked(SqlConnection c, long id) {
    return UserRows.lockedAdministrators(c)
        .compose(
            administrators ->
                UserRows.locked(c, id)
                    .compose(Users::orNotFound)
                    .map(account -> new Target(account, isLast(account, administrators))));
  }

  private static boolean isLast(Account account, List<Account> administrators) {
    return account.user().administers() && administrators.size() == 1;
  }

  private static <T> Future<T> orNotFound(Optional<T> found) {
    return found
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(Failure.notFound("user").asException()));
  }
}
