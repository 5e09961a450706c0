package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.UniqueViolation;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Personal keys, for programs: {@code arw_<6 characters>_<40 random characters>}. */
public final class ApiKeys {
  private static final Logger log = LoggerFactory.getLogger(ApiKeys.class);
  private static final List<Scope> DEFAULT_SCOPES = List.of(Scope.READ, Scope.WRITE);
  private static final String MARK = "arw_";
  private static final int PREFIX = 6;
  private static final int RANDOM = 40;
  private static final Pattern FORM =
      Pattern.compile(MARK + "[0-9A-Za-z]{" + PREFIX + "}_[0-9A-Za-z]{" + RANDOM + "}");

  private final Database database;
  private final AccessChanges changes;
  private final int mostPerUser;
  private final Clock clock;

  ApiKeys(Database database, AccessChanges changes, int mostPerUser, Clock clock) {
    this.database = database;
    this.changes = changes;
    this.mostPerUser = mostPerUser;
    this.clock = clock;
  }

  /** Spares the database what cannot be a key. */
  static boolean looksLikeOne(Secret key) {
    return FORM.matcher(key.reveal()).matches();
  }

  /** The caller's, newest first. */
  public Future<Slice<ApiKey>> list(Caller caller, int limit, int offset) {
    return database.asUser(caller.userId(), c -> KeyRows.list(c, caller.userId(), limit, offset));
  }

  /**
   * Makes one.
   *
   * @return fails with {@code conflict} for a name that is taken, {@code forbidden} when the caller
   *     came with a personal key, {@code invalid} for an end in the past or a scope that the
   *     caller's role does not allow, {@code limit_exceeded} when the caller has as many keys as a
   *     user may have
   */
  public Future<CreatedApiKey> create(Caller caller, NewApiKey wanted) {
    return Keyed.mayMakeKeys(caller)
        .compose(may -> requireWithin(caller.role(), wanted))
        .compose(
            within ->
                insert(
                    caller,
                    wanted.scopes().isEmpty()
                        ? wanted.withScopes(Scope.effective(DEFAULT_SCOPES, caller.role()))
                        : wanted));
  }

  private Future<Void> requireWithin(Role owner, NewApiKey wanted) {
    List<FieldError> errors = new ArrayList<>();
    if (wanted.expiresAt() != null && !wanted.expiresAt().isAfter(clock.instant())) {
      errors.add(new FieldError("expires_at", "must lie in the future"));
    }
    for (Scope scope : wanted.scopes()) {
      if (!scope.isWithin(owner)) {
        errors.add(
            new FieldError(
                "scopes",
                "\"%s\" is more than your role (%s) allows"
                    .formatted(scope.wireName(), owner.wireName())));
      }
    }
    return errors.isEmpty()
        ? Future.succeededFuture()
        : Future.failedFuture(Failure.invalid(errors).asException());
  }

  private Future<CreatedApiKey> insert(Caller caller, NewApiKey wanted) {
    Instant now = clock.instant();
    String prefix = MARK + RandomText.of(PREFIX);
    Secret key = RandomText.secret(prefix + "_", RANDOM);
    byte[] hash = RandomText.hash(key);
    return database
        .asUser(
            caller.userId(),
            c ->
                KeyRows.lockedCount(c, caller.userId())
                    .compose(this::requireFewer)
                    .compose(
                        fewer -> KeyRows.insert(c, caller.userId(), wanted, prefix, hash, now)))
        .map(
            shown -> {
              log.atInfo()
                  .addKeyValue("user", caller.username())
                  .addKeyValue("key_id", shown.id())
                  .addKeyValue("scopes", shown.scopes())
                  .log("personal key created");
              return new CreatedApiKey(shown, key);
            })
        .recover(
            cause ->
                Future.failedFuture(
                    cause instanceof UniqueViolation
                        ? Refusals.KEY_NAME_TAKEN.asException()
                        : cause));
  }

  private Future<Void> requireFewer(long count) {
    return count < mostPerUser
        ? Future.succeededFuture()
        : Future.failedFuture(Refusals.tooManyKeys(mostPerUser).asException());
  }

  /** Revokes one of the caller's; fails with {@code not_found} for any other. */
  public Future<Void> delete(Caller caller, long keyId) {
    return Keyed.mayChange(caller)
        .compose(
            may -> database.asUser(caller.userId(), c -> KeyRows.delete(c, caller.userId(), keyId)))
        .compose(
            deleted -> {
              if (!deleted) {
                return Future.failedFuture(Failure.notFound("key").asException());
              }
              log.atInfo()
                  .addKeyValue("user", caller.username())
                  .addKeyValue("key_id", keyId)
                  .log("personal key deleted");
              changes.publish(caller.userId());
              return Future.succeededFuture();
            });
  }
}
