package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks tickets for streams that a browser opens: it can send credentials only in the
 * URL, where none that last should be. A ticket is valid once, on any node, for 30 seconds. A
 * reusable one opens event streams until it expires, because browsers reconnect to the same URL.
 */
public final class Tickets {
  /** The time for which a one-time ticket is valid. */
  static final Duration LIFE = Duration.ofSeconds(30);

  /**
   * The time for which a reusable ticket is valid, unless the credentials that it was issued for
   * expire earlier.
   */
  static final Duration REUSABLE_LIFE = Duration.ofMinutes(15);

  /** The maximum number of tickets of each kind for a user; a new one replaces the oldest. */
  static final int MOST_PER_USER = 500;

  private static final String MARK = "arwt_";
  private static final String REUSABLE_MARK = "arwr_";
  private static final int RANDOM = 40;
  private static final Pattern FORM = Pattern.compile(MARK + "[0-9A-Za-z]{" + RANDOM + "}");
  private static final Pattern REUSABLE_FORM =
      Pattern.compile(REUSABLE_MARK + "[0-9A-Za-z]{" + RANDOM + "}");

  private static final String INSERT =
      """
      WITH old AS (DELETE FROM ticket WHERE hash IN (
                     SELECT hash FROM ticket WHERE owner_id = $2 AND reusable = $9
                      ORDER BY expires_at DESC, hash OFFSET $8))
      INSERT INTO ticket
        (hash, owner_id, session_id, api_key_id, expires_at, credential_expires_at, token_version,
         reusable)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $9)
      """;
  private static final String PRUNE =
      """
      DELETE FROM ticket WHERE hash IN (SELECT hash FROM ticket WHERE expires_at < $1 LIMIT $2)
      """;
  private static final String COLUMNS =
      " session_id, api_key_id, expires_at, credential_expires_at, token_version ";
  private static final String TAKE = "DELETE FROM ticket WHERE hash = $1 RETURNING" + COLUMNS;
  private static final String READ = "SELECT" + COLUMNS + "FROM ticket WHERE hash = $1";

  private final Database database;
  private final Clock clock;

  Tickets(Database database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * A new ticket.
   *
   * @param life how long it is valid
   */
  public record IssuedTicket(Secret secret, Duration life) {}

  /** Creates a ticket that authenticates as the caller. */
  public Future<IssuedTicket> issue(Caller caller, boolean reusable) {
    Secret ticket = RandomText.secret(reusable ? REUSABLE_MARK : MARK, RANDOM);
    OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
    Duration life = reusable ? reusableLife(caller) : LIFE;
    return database
        .asSystem(
            c ->
                c.preparedQuery(INSERT)
                    .execute(
                        Tuple.tuple()
                            .addValue(Buffer.buffer(RandomText.hash(ticket)))
                            .addValue(caller.userId())
                            .addValue(caller.sessionId())
                            .addValue(caller.keyId())
                            .addValue(now.plus(life))
                            .addValue(lastOrNull(caller.expiresAt()))
                            .addValue(caller.tokenVersion())
                            .addValue(MOST_PER_USER - 1)
                            .addValue(reusable)))
        .map(new IssuedTicket(ticket, life));
  }

  private Duration reusableLife(Caller caller) {
    Instant now = clock.instant();
    Instant end = caller.expiresAt();
    return end.isBefore(now.plus(REUSABLE_LIFE)) ? Duration.between(now, end) : REUSABLE_LIFE;
  }

  private static @Nullable OffsetDateTime lastOrNull(Instant expiresAt) {
    return expiresAt.equals(Instant.MAX) ? null : expiresAt.atOffset(ZoneOffset.UTC);
  }

  /** Deletes a one-time ticket and returns it; empty when it is unknown, used or expired. */
  Future<Optional<UsedTicket>> use(Secret ticket) {
    return FORM.matcher(ticket.reveal()).matches()
        ? database.asSystem(c -> find(c, TAKE, ticket))
        : Future.succeededFuture(Optional.empty());
  }

  /** Returns whether this looks like a reusable ticket. */
  static boolean isReusable(Secret ticket) {
    return REUSABLE_FORM.matcher(ticket.reveal()).matches();
  }

  /** Returns a reusable ticket, which stays valid; empty when it is unknown or expired. */
  Future<Optional<UsedTicket>> reuse(Secret ticket) {
    return database.asSystem(c -> find(c, READ, ticket));
  }

  /** Deletes expired tickets; returns how many, at most {@code most}. */
  Future<Integer> prune(int most) {
    return database.asSystem(
        c ->
            c.preparedQuery(PRUNE)
                .execute(Tuple.of(clock.instant().atOffset(ZoneOffset.UTC), most))
                .map(Rows::count));
  }

  /**
   * What a ticket stood for: a session, or else a personal key.
   *
   * @param expiresAt when the credentials expire that the ticket was requested with
   */
  record UsedTicket(Standing standing, boolean session, Instant expiresAt) {
    Caller caller(String address) {
      return new Caller(
          standing.userId(),
          standing.username(),
          standing.role(),
          session ? standing.id() : null,
          session ? null : standing.id(),
          address,
          expiresAt,
          standing.version());
    }
  }

  private Future<Optional<UsedTicket>> find(SqlConnection c, String sql, Secret ticket) {
    return c.preparedQuery(sql)
        .execute(Tuple.of(Buffer.buffer(RandomText.hash(ticket))))
        .map(
            Rows.first(
                row ->
                    new Taken(
                        row.getLong("session_id"),
                        row.getLong("api_key_id"),
                        row.getOffsetDateTime("expires_at").toInstant(),
                        Times.atOrNull(row, "credential_expires_at"),
                        row.getInteger("token_version"))))
        .compose(
            taken ->
                taken.isPresent() && taken.get().expiresAt().isAfter(clock.instant())
                    ? taken.get().used(c)
                    : Future.succeededFuture(Optional.empty()));
  }

  private record Taken(
      @Nullable Long sessionId,
      @Nullable Long keyId,
      Instant expiresAt,
      @Nullable Instant credentialExpiresAt,
      int version) {
    Future<Optional<UsedTicket>> used(SqlConnection c) {
      Future<Optional<Standing>> standing =
          sessionId != null
              ? Standing.ofSession(c, sessionId)
              : Standing.ofKey(c, Objects.requireNonNull(keyId));
      Instant end = credentialExpiresAt == null ? Instant.MAX : credentialExpiresAt;
      return standing.map(
          found ->
              found
                  .filter(now -> now.version() == version)
                  .map(now -> new UsedTicket(now, sessionId != null, end)));
    }
  }
}
