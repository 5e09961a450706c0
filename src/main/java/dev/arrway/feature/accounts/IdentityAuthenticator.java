package dev.arrway.feature.accounts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who shows credentials. A token's signature is checked once while it lives; whether its
 * session and account still stand is known from memory and read again after {@link Standings#LIFE},
 * or at once when it changed.
 */
final class IdentityAuthenticator implements Authenticator {
  private static final Logger LOG = LoggerFactory.getLogger(IdentityAuthenticator.class);
  private static final int MOST_TOKENS = 50_000;

  private final AccessTokens tokens;
  private final SigningKeys keys;
  private final Tickets tickets;
  private final WrongCredentials wrong;
  private final Clock clock;
  private final Cache<ByteBuffer, AccessClaims> verified;
  private final Standings<Long> sessions;
  private final Standings<ByteBuffer> apiKeys;
  private final Standings<Long> keysById;
  private final CallerChecks checks;

  IdentityAuthenticator(
      Vertx vertx,
      Database database,
      AccessTokens tokens,
      SigningKeys keys,
      Tickets tickets,
      WrongCredentials wrong,
      IdentitySettings settings,
      Clock clock,
      Ticker ticker) {
    this.tokens = tokens;
    this.keys = keys;
    this.tickets = tickets;
    this.wrong = wrong;
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder()
            .maximumSize(MOST_TOKENS)
            .expireAfterWrite(settings.accessLife().plus(settings.leeway()))
            .ticker(ticker)
            .executor(Runnable::run)
            .build();
    this.sessions =
        new Standings<>(vertx, ticker, id -> database.asSystem(c -> Standing.ofSession(c, id)));
    this.keysById =
        new Standings<>(vertx, ticker, id -> database.asSystem(c -> Standing.ofKey(c, id)));
    this.apiKeys =
        new Standings<>(
            vertx,
            ticker,
            hash -> database.asSystem(c -> KeyRows.used(c, hash.array(), clock.instant())));
    this.checks = new CallerChecks(database, sessions, keysById, clock, this::forget);
  }

  /** Returns what checks callers again that were authenticated here. */
  CallerChecks checks() {
    return checks;
  }

  /** Drops what is known of a user. */
  void forget(long userId) {
    verified.asMap().values().removeIf(claims -> claims.userId() == userId);
    sessions.forget(userId);
    apiKeys.forget(userId);
    keysById.forget(userId);
  }

  @Override
  public Future<Caller> bearer(Secret token, String address) {
    ByteBuffer hash = ByteBuffer.wrap(RandomText.hash(token));
    AccessClaims known = verified.getIfPresent(hash);
    if (known != null) {
      return tokens.isTime(known) ? standing(known, address) : refuse(AccessTokens.TIME);
    }
    TokenOutcome outcome = tokens.read(token);
    return outcome instanceof TokenOutcome.UnknownKey && wrong.check(address).isEmpty()
        ? keys.reloadSoon().compose(reloaded -> judged(tokens.read(token), hash, address))
        : judged(outcome, hash, address);
  }

  private Future<Caller> judged(TokenOutcome outcome, ByteBuffer hash, String address) {
    if (outcome instanceof TokenOutcome.Accepted accepted) {
      verified.put(hash, accepted.claims());
      return standing(accepted.claims(), address);
    }
    String reason = outcome instanceof TokenOutcome.Refused refused ? refused.reason() : "kid";
    Future<Caller> refusal = refuse(reason);
    // A token of ours whose time is over is no guess.
    return reason.equals(AccessTokens.TIME)
        ? refusal
        : refusal.recover(cause -> wrong.refuse(address, cause));
  }

  private Future<Caller> standing(AccessClaims claims, String address) {
    return sessions
        .get(claims.sessionId())
        .compose(found -> stands(found.filter(s -> s.userId() == claims.userId())))
        .compose(
            now ->
                now.version() == claims.version()
                    ? Future.succeededFuture(
                        new Caller(
                            now.userId(),
                            now.username(),
                            now.role(),
                            now.id(),
                            null,
                            address,
                            tokens.acceptedUntil(claims),
                            now.version()))
                    : refuse("ver"));
  }

  @Override
  public Future<Caller> apiKey(Secret key, String address) {
    return known(key, address)
        .compose(
            now ->
                now.only() == null
                    ? Future.succeededFuture(keyHolder(now, address))
                    : Future.failedFuture(Refusals.NARROW_KEY.asException()));
  }

  @Override
  public Future<Caller> narrowKey(Secret key, Scope scope, String address) {
    return known(key, address)
        .compose(
            now ->
                now.only() == scope
                    ? Future.succeededFuture(keyHolder(now, address))
                    : Future.failedFuture(Refusals.wideKey(scope).asException()));
  }

  @Override
  public Future<Caller> ticket(Secret ticket, String address) {
    return Tickets.isReusable(ticket)
        ? Future.failedFuture(Refusals.REUSABLE_TICKET.asException())
        : wrong.guardOnce(ticket, address, () -> ticketHolder(tickets.use(ticket), address));
  }

  @Override
  public Future<Caller> streamTicket(Secret ticket, String address) {
    return Tickets.isReusable(ticket)
        ? wrong.guard(ticket, address, () -> ticketHolder(tickets.reuse(ticket), address))
        : ticket(ticket, address);
  }

  private Future<Caller> ticketHolder(Future<Optional<Tickets.UsedTicket>> found, String address) {
    return found.compose(
        used ->
            stands(used.map(Tickets.UsedTicket::standing))
                .map(now -> used.orElseThrow().caller(address)));
  }

  private Future<Standing> known(Secret key, String address) {
    return ApiKeys.looksLikeOne(key)
        ? wrong.guard(
            key,
            address,
            () -> apiKeys.get(ByteBuffer.wrap(RandomText.hash(key))).compose(this::stands))
        : IdentityAuthenticator.<Standing>refuse("form of a key")
            .recover(cause -> wrong.refuse(address, cause));
  }

  private static Caller keyHolder(Standing now, String address) {
    return new Caller(
        now.userId(),
        now.username(),
        now.role(),
        null,
        now.id(),
        address,
        now.expiresAt(),
        now.version());
  }

  private Future<Standing> stands(Optional<Standing> found) {
    if (found.isPresent() && !found.get().active()) {
      return Future.failedFuture(Refusals.LOCKED_OUT.asException());
    }
    return found
        .filter(now -> now.live() && clock.instant().isBefore(now.expiresAt()))
        .map(Future::succeededFuture)
        .orElseGet(() -> Future.failedFuture(Refusals.NO_CREDENTIALS.asException()));
  }

  private static <T> Future<T> refuse(String reason) {
    LOG.atDebug().addKeyValue("reason", reason).log("credentials refused");
    return Future.failedFuture(Refusals.NO_CREDENTIALS.asException());
  }
}
