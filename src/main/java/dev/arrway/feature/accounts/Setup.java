package dev.arrway.feature.accounts;

import dev.arrway.feature.audit.AuditLog;
import dev.arrway.feature.audit.AuditRow;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the first administrator, once. */
public final class Setup {
  private static final Logger log = LoggerFactory.getLogger(Setup.class);
  private static final String ACTION = "completeSetup";

  private final Database database;
  private final AuditLog audit;
  private final Passwords passwords;
  private final LoginThrottle throttle;
  private final SetupCode code;
  private final Clock clock;

  Setup(
      Database database,
      AuditLog audit,
      Passwords passwords,
      LoginThrottle throttle,
      SetupCode code,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.passwords = passwords;
    this.throttle = throttle;
    this.code = code;
    this.clock = clock;
  }

  /** Whether the first administrator is still to be made. */
  public Future<Boolean> required() {
    return database.asSystem(UserRows::setupClosed).map(closed -> !closed);
  }

  /**
   * Makes the administrator. Of many calls at once one succeeds.
   *
   * @return fails with {@code conflict} when there is one, {@code unauthenticated} for a wrong
   *     code, {@code limit_exceeded} after too many wrong codes, {@code invalid} for an unfit name
   *     or password
   */
  public Future<User> complete(String username, Secret password, Secret given, Client client) {
    return required()
        .compose(
            required ->
                required
                    ? checkCode(given, client)
                    : Future.failedFuture(Refusals.SETUP_DONE.asException()))
        .map(right -> new NewUser(username, password, Role.ADMIN, true))
        .compose(
            user ->
                passwords
                    .hash(password, client.address())
                    .compose(hash -> database.asSystem(c -> make(c, user, hash, client))))
        .map(
            made -> {
              log.atInfo()
                  .addKeyValue("user", made.username())
                  .addKeyValue("address", client.address())
                  .log("set-up completed");
              return made;
            })
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof UniqueViolation ? Refusals.NAME_TAKEN.asException() : cause));
  }

  private Future<Void> checkCode(Secret given, Client client) {
    Optional<Failure> tooMany = throttle.admitAddress(client.address());
    if (tooMany.isPresent()) {
      return Future.failedFuture(tooMany.get().asException());
    }
    if (code.matches(given)) {
      throttle.giveBack(client.address());
      return Future.succeededFuture();
    }
    String outcome = Refusals.WRONG_CODE.code().wireName();
    return audit
        .record(AuditRow.of(null, null, ACTION, client.address(), outcome))
        .compose(written -> Future.failedFuture(Refusals.WRONG_CODE.asException()));
  }

  private Future<User> make(SqlConnection c, NewUser user, String hash, Client client) {
    Instant now = clock.instant();
    return UserRows.closeSetup(c, now)
        .compose(
            first ->
                first
                    ? UserRows.insert(c, user, hash, now)
                    : Future.failedFuture(Refusals.SETUP_DONE.asException()))
        .compose(
            made ->
                audit
                    .record(
                        c,
                        AuditRow.of(
                                made.id(), made.username(), ACTION, client.address(), AuditRow.OK)
                            .about("user:" + made.id()))
                    .map(made));
  }
}
