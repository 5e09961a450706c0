package dev.arrway.feature.accounts;

import dev.arrway.feature.audit.AuditLog;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.access.CredentialChecks;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.store.BatchedPruning;
import dev.arrway.platform.store.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.LongSupplier;

/** Everything about accounts, wired. */
public final class Identity {
  /** Operations that write to the audit by themselves, since only they know who was meant. */
  public static final Set<String> SELF_AUDITED = Set.of("completeSetup", "login", "refresh");

  /** How long ended sessions are kept: a refresh token of theirs is still recognised. */
  private static final Duration KEEP_ENDED = Duration.ofDays(7);

  private static final int PRUNED_AT_ONCE = 1_000;

  private final Passwords passwords;
  private final AccessChanges changes;
  private final SigningKeys signingKeys;
  private final IdentitySettings settings;
  private final IdentityAuthenticator authenticator;
  private final Setup setup;
  private final Logins logins;
  private final Refreshes refreshes;
  private final Sessions sessions;
  private final Tickets tickets;
  private final OwnAccount ownAccount;
  private final ApiKeys apiKeys;
  private final Users users;
  private final LoginAddresses addresses;
  private final WrongCredentials wrong;

  private Identity(
      Parts parts, IdentitySettings settings, Passwords passwords, SigningKeys signingKeys) {
    Database database = parts.database();
    Clock clock = parts.clock();
    AuditLog audit = parts.audit();
    AccessTokens tokens = new AccessTokens(signingKeys::ring, settings, clock);
    LoginThrottle throttle = new LoginThrottle(parts.nanoTime(), settings.triesPerMinute());
    AccessLimits limits = settings.limits();
    WrongCredentials wrong =
        new WrongCredentials(parts.nanoTime(), limits.wrongCredentialsPerMinute());
    this.addresses =
        new LoginAddresses(parts.vertx(), database, clock, parts.nanoTime()::getAsLong);
    this.wrong = wrong;
    this.tickets = new Tickets(database, clock);
    IdentityAuthenticator known =
        new IdentityAuthenticator(
            parts.vertx(),
            database,
            tokens,
            signingKeys,
            tickets,
            wrong,
            settings,
            clock,
            parts.nanoTime()::getAsLong);
    this.passwords = passwords;
    this.signingKeys = signingKeys;
    this.settings = settings;
    this.authenticator = known;
    this.changes = new AccessChanges(parts.bus(), known::forget);
    this.setup = new Setup(database, audit, passwords, throttle, parts.setupCode(), clock);
    this.logins =
        new Logins(database, audit, passwords, throttle, addresses, tokens, settings, clock);
    this.refreshes = new Refreshes(database, audit, tokens, changes, wrong, settings, clock);
    this.sessions = new Sessions(database, changes, clock);
    this.ownAccount = new OwnAccount(database, passwords, throttle, addresses, changes, clock);
    this.apiKeys = new ApiKeys(database, changes, limits.apiKeysPerUser(), clock);
    this.users = new Users(database, passwords, addresses, changes, limits.users(), clock);
  }

  /**
   * What it is made of.
   *
   * @param cipher encrypts signing keys
   * @param setupCode proves the owner while no administrator exists
   * @param clock the time of day, in tokens and rows
   * @param nanoTime a clock that never goes back, for throttles and caches: {@link System#nanoTime}
   */
  public record Parts(
      Vertx vertx,
      Database database,
      Bus bus,
      AuditLog audit,
      KeyCipher cipher,
      SetupCode setupCode,
      Clock clock,
      LongSupplier nanoTime) {}

  /** Reads the signing keys, or makes the first; the database must be migrated. */
  public static Future<Identity> open(Parts parts, IdentitySettings settings) {
    return Passwords.open(parts.vertx(), settings.argon2())
        .compose(
            passwords ->
                SigningKeys.open(
                        parts.vertx(), parts.database(), parts.cipher(), parts.clock(), settings)
                    .compose(
                        keys ->
                            parts
                                .vertx()
                                .executeBlocking(
                                    () -> new Identity(parts, settings, passwords, keys)))
                    .recover(
                        cause ->
                            passwords.close().transform(closed -> Future.failedFuture(cause))));
  }

  /** Tells who shows credentials. */
  public Authenticator authenticator() {
    return authenticator;
  }

  /** Returns what checks again whether the credentials of open connections still count. */
  public CredentialChecks credentialChecks() {
    return authenticator.checks();
  }

  /** The keys that sign access tokens, and their public halves. */
  public SigningKeys signingKeys() {
    return signingKeys;
  }

  /** The limit on wrong keys and tokens, for secrets that features look up. */
  public WrongCredentials wrongCredentials() {
    return wrong;
  }

  /** The first administrator. */
  public Setup setup() {
    return setup;
  }

  /** Logging in. */
  public Logins logins() {
    return logins;
  }

  /** Staying logged in. */
  public Refreshes refreshes() {
    return refreshes;
  }

  /** Where users are logged in, and logging out. */
  public Sessions sessions() {
    return sessions;
  }

  /** One-time tickets. */
  public Tickets tickets() {
    return tickets;
  }

  /** The caller's own account. */
  public OwnAccount ownAccount() {
    return ownAccount;
  }

  /** Personal keys. */
  public ApiKeys apiKeys() {
    return apiKeys;
  }

  /** Accounts. */
  public Users users() {
    return users;
  }

  /** How many passwords were checked since the start. */
  public long passwordsChecked() {
    return passwords.checked();
  }

  /** Reads and rotates signing keys; to be called about once a minute. */
  public Future<Void> maintain() {
    return signingKeys.maintain(settings.signingKeyAge()).mapEmpty();
  }

  /** Deletes expired sessions, addresses and tickets; returns the number of deleted rows. */
  public Future<Integer> prune() {
    return BatchedPruning.run(PRUNED_AT_ONCE, most -> sessions.purge(KEEP_ENDED, most))
        .compose(
            before -> BatchedPruning.run(PRUNED_AT_ONCE, addresses::prune).map(n -> before + n))
        .compose(before -> BatchedPruning.run(PRUNED_AT_ONCE, tickets::prune).map(n -> before + n));
  }

  /** Ends the threads and the listening. */
  public Future<Void> close() {
    return changes.close().eventually(passwords::close);
  }
}
