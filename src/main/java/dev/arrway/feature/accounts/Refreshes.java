package dev.arrway.feature.accounts;

import dev.arrway.feature.accounts.SessionRows.Family;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.feature.audit.AuditRow;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * Exchanges refresh tokens, each once. One that comes a second time was stolen from, or by, whoever
 * used it first: its session ends (RFC 9700, 4.14.2).
 */
public final class Refreshes {
  private static final String PREFIX = "rt_";
  private static final int LENGTH = 43;

  private final Database database;
  private final AuditLog audit;
  private final AccessTokens tokens;
  private final AccessChanges changes;
  private final WrongCredentials wrong;
  private final IdentitySettings settings;
  private final Clock clock;

  Refreshes(
      Database database,
      AuditLog audit,
      AccessTokens tokens,
      AccessChanges changes,
      WrongCredentials wrong,
      IdentitySettings settings,
      Clock clock) {
    this.database = database;
    this.audit = audit;
    this.tokens = tokens;
    this.changes = changes;
    this.wrong = wrong;
    this.settings = settings;
    this.clock = clock;
  }

  /** What a token came to; a refusal is a value, since what it has changed must be committed. */
  private sealed interface Outcome {
    record Renewed(Tokens tokens) implements Outcome {}

    record Refused(Failure failure) implements Outcome {}

    record Stolen(long ownerId) implements Outcome {}
  }

  static Secret newToken() {
    return RandomText.secret(PREFIX, LENGTH);
  }

  /**
   * The next tokens of a session.
   *
   * @return fails with {@code unauthenticated} for a token that is unknown, used or of an ended
   *     session, {@code forbidden} for a locked account, {@code limit_exceeded} after too many
   *     wrong credentials from there
   */
  public Future<Tokens> refresh(Secret token, Client client) {
    return wrong.guardOnce(
        token,
        client.address(),
        () -> database.asSystem(c -> exchange(c, token, client)).compose(this::answer));
  }

  private Future<Tokens> answer(Outcome outcome) {
    if (outcome instanceof Outcome.Renewed renewed) {
      return Future.succeededFuture(renewed.tokens());
    }
    if (outcome instanceof Outcome.Stolen stolen) {
      changes.publish(stolen.ownerId());
    }
    Failure failure =
        outcome instanceof Outcome.Refused refused ? refused.failure() : Refusals.NO_CREDENTIALS;
    return Future.failedFuture(failure.asException());
  }

  private Future<Outcome> exchange(SqlConnection c, Secret token, Client client) {
    Instant now = clock.instant();
    return SessionRows.useToken(c, token, now)
        .compose(
            first ->
                SessionRows.family(c, token, now)
                    .compose(
                        family ->
                            family.isEmpty()
                                ? refused(Refusals.NO_CREDENTIALS)
                                : of(c, family.get(), first, client)));
  }

  private Future<Outcome> of(SqlConnection c, Family family, boolean first, Client client) {
    return UserRows.byId(c, family.ownerId())
        .map(Optional::orElseThrow)
        .compose(
            account -> {
              if (!account.user().active()) {
                return refused(Refusals.LOCKED_OUT);
              }
              if (!family.live()) {
                return refused(Refusals.NO_CREDENTIALS);
              }
              return first ? renew(c, family, account, client) : end(c, family, account, client);
            });
  }

  private Future<Outcome> renew(SqlConnection c, Family family, Account account, Client client) {
    Instant now = clock.instant();
    Secret next = newToken();
    long session = family.sessionId();
    return SessionRows.touch(c, session, client, now, now.plus(settings.refreshLife()))
        .compose(touched -> SessionRows.addToken(c, next, session, family.ownerId(), now))
        .map(
            added ->
                new Outcome.Renewed(
                    new Tokens(
                        tokens.issue(account.user(), account.version(), session),
                        settings.accessLife(),
                        next,
                        account.user())));
  }

  private Future<Outcome> end(SqlConnection c, Family family, Account account, Client client) {
    AuditRow row =
        AuditRow.of(
                family.ownerId(),
                account.user().username(),
                "refresh",
                client.address(),
                Refusals.NO_CREDENTIALS.code().wireName())
            .about("session:" + family.sessionId())
            .with(Map.of("reason", "refresh_token_reused"));
    return SessionRows.revoke(c, family.ownerId(), family.sessionId(), clock.instant())
        .compose(revoked -> audit.record(c, row))
        .map(written -> new Outcome.Stolen(family.ownerId()));
  }

  private static Future<Outcome> refused(Failure failure) {
    return Future.succeededFuture(new Outcome.Refused(failure));
  }
}
