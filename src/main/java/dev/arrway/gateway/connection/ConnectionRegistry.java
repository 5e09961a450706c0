package dev.arrway.gateway.connection;

import dev.arrway.gateway.connection.ClientConnection.HeldCredential;
import dev.arrway.platform.access.CredentialChecks;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Registration;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The long-lived connections of this node, whichever their transport. Each is registered when it
 * opens, counts against its user's limit, and ends when its credential expires or no longer counts:
 * at once when this node is told of a change, within the check interval when it is not.
 */
public final class ConnectionRegistry {
  private static final Logger log = LoggerFactory.getLogger(ConnectionRegistry.class);

  private final Vertx vertx;
  private final CredentialChecks checks;
  private final ConnectionSettings settings;
  private final Clock clock;
  private final LongSupplier nanoTime;
  private final UnidentifiedConnections unidentified;
  private final Map<Long, Set<ClientConnection>> byUser = new ConcurrentHashMap<>();
  private final Registration accessChanges;
  private final List<Long> timers;
  private volatile boolean closing;
  private volatile boolean checking;

  /**
   * Creates an empty registry.
   *
   * @param checks tells whether credentials still count
   * @param clock the time of day, by which credentials expire
   * @param nanoTime a clock that never goes back: {@link System#nanoTime}
   */
  public ConnectionRegistry(
      Vertx vertx,
      Bus bus,
      CredentialChecks checks,
      ConnectionSettings settings,
      Clock clock,
      LongSupplier nanoTime) {
    this.vertx = vertx;
    this.checks = checks;
    this.settings = settings;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.unidentified =
        new UnidentifiedConnections(
            settings.mostUnidentified(), settings.mostUnidentifiedPerAddress());
    this.accessChanges =
        bus.subscribe(
            Notice.AccessChanged.class,
            notice -> endAll(ofUser(notice.userId()), EndReason.ACCESS_CHANGED));
    this.timers =
        List.of(
            vertx.setPeriodic(settings.expiryInterval().toMillis(), tick -> expire()),
            vertx.setPeriodic(settings.checkInterval().toMillis(), tick -> check()));
  }

  /**
   * Registers a connection whose client has not shown credentials yet, and ends it when that takes
   * too long; called on the client's context. Its transport is attached next.
   *
   * @param address where the client is
   * @return empty when the address or this node has too many of these, or the node goes down
   */
  public Optional<ClientConnection> accept(String address, Duration identifyWithin) {
    ClientConnection connection = new ClientConnection(this, vertx.getOrCreateContext(), address);
    if (closing || !unidentified.tryAdd(connection)) {
      return Optional.empty();
    }
    connection.identifyTimer(
        vertx.setTimer(
            identifyWithin.toMillis(), tick -> connection.end(EndReason.NOT_IDENTIFIED)));
    return Optional.of(connection);
  }

  /**
   * Registers a connection of a caller; called on the client's context.
   *
   * @return fails with {@code limit_exceeded} when the user has too many connections, {@code
   *     unauthenticated} when the credential was revoked in the meantime, {@code shutting_down}
   *     when this node goes down
   */
  public Future<ClientConnection> open(Caller caller, ConnectionPeer peer) {
    ClientConnection connection =
        new ClientConnection(this, vertx.getOrCreateContext(), caller.address());
    connection.attach(peer);
    return identify(connection, caller).map(connection);
  }

  Future<Void> identify(ClientConnection connection, Caller caller) {
    if (closing) {
      return Future.failedFuture(EndReason.SHUTTING_DOWN.failure().asException());
    }
    HeldCredential before = connection.credential();
    HeldCredential shown = credential(caller);
    if (before != null) {
      return before.caller().userId() == caller.userId()
          ? recheck(shown).map(counts -> replace(connection, shown))
          : Future.failedFuture(
              FailureException.of(
                  FailureCode.FORBIDDEN, "This connection belongs to another user."));
    }
    if (!tryCount(connection, shown)) {
      return Future.failedFuture(tooMany());
    }
    // Once more, now that changes reach the connection: one may have come just before.
    return recheck(shown)
        .compose(
            counts ->
                connection.isOver()
                    ? Future.<Void>failedFuture(connection.endedEarly())
                    : Future.<Void>succeededFuture())
        .onSuccess(identified -> removeUnidentified(connection))
        .onFailure(cause -> forget(connection));
  }

  /** Has the connection as it was before anything was shown. */
  private void forget(ClientConnection connection) {
    uncount(connection);
    connection.useNone();
  }

  private static Void replace(ClientConnection connection, HeldCredential shown) {
    HeldCredential before = connection.credential();
    if (before == null || !before.caller().equals(shown.caller())) {
      connection.use(shown);
    }
    return null;
  }

  private HeldCredential credential(Caller caller) {
    return new HeldCredential(caller, CredentialDeadline.of(caller.expiresAt(), clock, nanoTime));
  }

  /** The number of a user's connections is kept right by the map's own locks. */
  private boolean tryCount(ClientConnection connection, HeldCredential shown) {
    Set<ClientConnection> after =
        byUser.compute(
            shown.caller().userId(),
            (same, known) -> {
              Set<ClientConnection> all = known == null ? ConcurrentHashMap.newKeySet() : known;
              if (all.size() < settings.mostPerUser() && !connection.isOver()) {
                connection.use(shown);
                all.add(connection);
              }
              return all.isEmpty() ? null : all;
            });
    return after != null && after.contains(connection);
  }

  void remove(ClientConnection connection) {
    removeUnidentified(connection);
    uncount(connection);
  }

  private void removeUnidentified(ClientConnection connection) {
    if (unidentified.remove(connection)) {
      vertx.cancelTimer(connection.identifyTimer());
    }
  }

  private void uncount(ClientConnection connection) {
    HeldCredential known = connection.credential();
    if (known != null) {
      byUser.computeIfPresent(
          known.caller().userId(),
          (same, all) -> {
            all.remove(connection);
            return all.isEmpty() ? null : all;
          });
    }
  }

  Future<Caller> recheck(HeldCredential credential) {
    Duration left = timeLeft(credential);
    return left.isZero() || left.isNegative()
        ? Future.failedFuture(EndReason.CREDENTIAL_EXPIRED.failure().asException())
        : checks.recheck(credential.caller());
  }

  Duration timeLeft(HeldCredential credential) {
    return credential.deadline().timeLeft(clock, nanoTime);
  }

  /** Whether a check has found that the credential no longer counts, rather than failed. */
  static boolean isRefusal(Throwable cause) {
    FailureCode code = Failures.of(cause).code();
    return code == FailureCode.UNAUTHENTICATED || code == FailureCode.FORBIDDEN;
  }

  private FailureException tooMany() {
    return Failure.retryAfter(
            FailureCode.LIMIT_EXCEEDED,
            "You already have "
                + settings.mostPerUser()
                + " connections open for events or calls; close one before you open another.",
            Duration.ofSeconds(5))
        .asException();
  }

  /** Returns how many connections of known users are open. */
  public int size() {
    return byUser.values().stream().mapToInt(Set::size).sum();
  }

  /** Returns how many connections are open whose clients have not shown credentials yet. */
  public int unidentified() {
    return unidentified.size();
  }

  /** Ends all connections and lets none open; their clients come back, here or elsewhere. */
  public void endAll() {
    closing = true;
    endAll(List.copyOf(unidentified.all()), EndReason.SHUTTING_DOWN);
    endAll(everyone(), EndReason.SHUTTING_DOWN);
  }

  /** Ends all connections and the checks. */
  public Future<Void> close() {
    endAll();
    timers.forEach(vertx::cancelTimer);
    return accessChanges.unregister();
  }

  private static void endAll(Collection<ClientConnection> connections, EndReason reason) {
    connections.forEach(connection -> connection.end(reason));
  }

  private Collection<ClientConnection> ofUser(long userId) {
    return List.copyOf(byUser.getOrDefault(userId, Set.of()));
  }

  private List<ClientConnection> everyone() {
    return byUser.values().stream().flatMap(Set::stream).toList();
  }

  private void expire() {
    everyone().forEach(connection -> connection.expire(settings.hintLead()));
  }

  /** Finds what no notice told of: changes made by other processes, and lost notices. */
  private void check() {
    Map<ClientConnection, HeldCredential> open = new HashMap<>();
    everyone().forEach(connection -> putKnown(open, connection));
    if (checking || open.isEmpty()) {
      return;
    }
    checking = true;
    Set<Caller> callers = new HashSet<>();
    open.values().forEach(credential -> callers.add(credential.caller()));
    checks
        .findEnded(callers)
        .onSuccess(ended -> endRevoked(open, ended))
        .onFailure(cause -> log.debug("connections could not be checked: {}", cause.getMessage()))
        .onComplete(done -> checking = false);
  }

  private static void putKnown(
      Map<ClientConnection, HeldCredential> open, ClientConnection connection) {
    HeldCredential known = connection.credential();
    if (known != null) {
      open.put(connection, known);
    }
  }

  /** A credential that has expired is found by its deadline, which tells the client so. */
  private void endRevoked(Map<ClientConnection, HeldCredential> open, Set<Caller> ended) {
    open.forEach(
        (connection, credential) -> {
          boolean replaced = connection.credential() != credential;
          if (!replaced
              && ended.contains(credential.caller())
              && timeLeft(credential).compareTo(Duration.ZERO) > 0) {
            connection.end(EndReason.CREDENTIAL_REVOKED);
          }
        });
  }
}
