package dev.arrway.gateway.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.access.CredentialChecks;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The register of long-lived connections, without any. */
class ConnectionRegistryTest {
  private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
  private static final Duration SOON = Duration.ofMillis(20);
  private static final Duration NEVER = Duration.ofHours(1);

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = TestBus.create(vertx);
  private final RevocableCredentials credentials = new RevocableCredentials();
  private final ConnectionRegistry registry =
      new ConnectionRegistry(
          vertx,
          bus,
          credentials,
          new ConnectionSettings(2, 3, 2, SOON, SOON, Duration.ofSeconds(10)),
          Clock.fixed(NOW, ZoneOffset.UTC),
          System::nanoTime);

  @AfterEach
  void close() throws Exception {
    registry.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  /** Credentials that count until they are revoked, in a database that can be down. */
  private static final class RevocableCredentials implements CredentialChecks {
    final Set<Caller> revoked = ConcurrentHashMap.newKeySet();
    final AtomicBoolean down = new AtomicBoolean();
    final AtomicInteger asked = new AtomicInteger();

    @Override
    public Future<Caller> recheck(Caller caller) {
      return revoked.contains(caller)
          ? Future.failedFuture(FailureException.of(FailureCode.UNAUTHENTICATED, "revoked"))
          : Future.succeededFuture(caller);
    }

    @Override
    public Future<Set<Caller>> findEnded(Collection<Caller> callers) {
      asked.incrementAndGet();
      Set<Caller> ended = new HashSet<>(callers);
      ended.retainAll(revoked);
      return down.get() ? Future.failedFuture("down") : Future.succeededFuture(ended);
    }
  }

  /** A transport that remembers what it was told. */
  private static final class RecordingPeer implements ConnectionPeer {
    final List<EndReason> ends = new CopyOnWriteArrayList<>();
    final List<ReconnectHint> hints = new CopyOnWriteArrayList<>();

    @Override
    public void announceEnd(ReconnectHint hint) {
      hints.add(hint);
    }

    @Override
    public void end(EndReason reason) {
      ends.add(reason);
    }
  }

  private static Caller caller(long user, long session, Instant expiresAt) {
    return new Caller(user, "user", Role.USER, session, null, "192.0.2.1", expiresAt, 1);
  }

  private static Caller lasting(long user, long session) {
    return caller(user, session, Instant.MAX);
  }

  private static FailureCode codeOf(Future<?> failed) {
    return Failures.of(failed.cause()).code();
  }

  private ClientConnection open(Caller caller, RecordingPeer peer) {
    return registry.open(caller, peer).result();
  }

  @Test
  void connectionsWithoutCredentialsAreLimitedPerAddressAndInAll() {
    Optional<ClientConnection> first = registry.accept("192.0.2.1", NEVER);
    assertThat(first).isPresent();
    assertThat(registry.accept("192.0.2.1", NEVER)).isPresent();
    assertThat(registry.accept("192.0.2.1", NEVER)).isEmpty();
    assertThat(registry.accept("192.0.2.2", NEVER)).isPresent();
    assertThat(registry.accept("192.0.2.3", NEVER)).isEmpty();
    first.orElseThrow().close();
    first.orElseThrow().close();
    assertThat(registry.unidentified()).isEqualTo(2);
    assertThat(registry.accept("192.0.2.3", NEVER)).isPresent();
    assertThat(registry.accept("192.0.2.1", NEVER)).isEmpty();
  }

  @Test
  void addressesOfOneIpv6NetworkCountTogether() {
    assertThat(registry.accept("2001:db8:1:1::1", NEVER)).isPresent();
    assertThat(registry.accept("2001:db8:1:1::2", NEVER)).isPresent();
    assertThat(registry.accept("2001:db8:1:1:ffff::3", NEVER)).isEmpty();
    assertThat(registry.accept("2001:db8:1:2::1", NEVER)).isPresent();
  }

  @Test
  void aConnectionThatShowsNoCredentialsInTimeEndsAndOneThatDoesStays() {
    RecordingPeer silent = new RecordingPeer();
    RecordingPeer known = new RecordingPeer();
    Duration within = Duration.ofSeconds(3);
    ClientConnection shown = registry.accept("192.0.2.1", within).orElseThrow();
    shown.attach(known);
    registry.accept("192.0.2.1", within).orElseThrow().attach(silent);
    assertThat(shown.identify(lasting(1, 1)).succeeded()).isTrue();
    await().until(() -> silent.ends.equals(List.of(EndReason.NOT_IDENTIFIED)));
    assertThat(registry.unidentified()).isZero();
    assertThat(known.ends).isEmpty();
    assertThat(registry.size()).isEqualTo(1);
  }

  @Test
  void aConnectionWhoseCredentialsAreRefusedStaysUnidentifiedAndStillEnds() {
    RecordingPeer peer = new RecordingPeer();
    ClientConnection connection = registry.accept("192.0.2.1", SOON).orElseThrow();
    connection.attach(peer);
    credentials.revoked.add(lasting(1, 1));
    assertThat(connection.identify(lasting(1, 1)).failed()).isTrue();
    assertThat(registry.unidentified()).isEqualTo(1);
    assertThat(registry.size()).isZero();
    await().until(() -> peer.ends.equals(List.of(EndReason.NOT_IDENTIFIED)));
    assertThat(registry.unidentified()).isZero();
  }

  @Test
  void aUserHasOnlySoManyConnectionsAndNobodyTakesAnothers() {
    ClientConnection first = open(lasting(1, 1), new RecordingPeer());
    assertThat(registry.open(lasting(1, 2), new RecordingPeer()).succeeded()).isTrue();
    assertThat(codeOf(registry.open(lasting(1, 3), new RecordingPeer())))
        .isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(registry.open(lasting(2, 4), new RecordingPeer()).succeeded()).isTrue();
    assertThat(codeOf(first.identify(lasting(2, 4)))).isEqualTo(FailureCode.FORBIDDEN);
    first.close();
    assertThat(registry.open(lasting(1, 3), new RecordingPeer()).succeeded()).isTrue();
  }

  @Test
  void aRevocationThatNobodyToldOfIsFoundWhenTheDatabaseIsBack() {
    RecordingPeer victim = new RecordingPeer();
    RecordingPeer other = new RecordingPeer();
    ClientConnection ended = open(lasting(1, 1), victim);
    ClientConnection open = open(lasting(2, 2), other);
    credentials.down.set(true);
    credentials.revoked.add(lasting(1, 1));
    int before = credentials.asked.get();
    await().until(() -> credentials.asked.get() > before + 2);
    assertThat(victim.ends).isEmpty();
    credentials.down.set(false);
    await().until(() -> victim.ends.equals(List.of(EndReason.CREDENTIAL_REVOKED)));
    assertThat(ended.isOver()).isTrue();
    assertThat(open.isOver()).isFalse();
  }

  @Test
  void aRecheckThatIsRefusedEndsTheConnection() {
    RecordingPeer peer = new RecordingPeer();
    ClientConnection connection = open(lasting(1, 1), peer);
    assertThat(connection.recheck().succeeded()).isTrue();
    credentials.revoked.add(lasting(1, 1));
    assertThat(connection.recheck().failed()).isTrue();
    await().until(() -> peer.ends.equals(List.of(EndReason.CREDENTIAL_REVOKED)));
    assertThat(registry.size()).isZero();
  }

  @Test
  void aChangeOfAccessEndsOnlyThatUsersConnectionsAndOnce() {
    RecordingPeer victim = new RecordingPeer();
    RecordingPeer other = new RecordingPeer();
    ClientConnection ended = open(lasting(1, 1), victim);
    ClientConnection open = open(lasting(2, 2), other);
    bus.publish(new Notice.AccessChanged(1));
    bus.publish(new Notice.AccessChanged(1));
    await().until(ended::isOver);
    await().until(() -> victim.ends.equals(List.of(EndReason.ACCESS_CHANGED)));
    assertThat(open.isOver()).isFalse();
    assertThat(other.ends).isEmpty();
  }

  @Test
  void anExpiryIsToldOfOnceAndEndsTheConnectionThoughTheTimeOfDayStandsStill() {
    RecordingPeer peer = new RecordingPeer();
    ClientConnection connection = open(caller(1, 1, NOW.plusMillis(300)), peer);
    await().until(() -> !peer.hints.isEmpty());
    await().until(() -> peer.ends.equals(List.of(EndReason.CREDENTIAL_EXPIRED)));
    assertThat(peer.hints).hasSize(1);
    assertThat(peer.hints.get(0).json("1-2").toString())
        .contains("\"reason\":\"credential_expired\"", "\"cursor\":\"1-2\"");
    assertThat(connection.isOver()).isTrue();
  }

  @Test
  void aNodeThatGoesDownEndsAllAndLetsNoneOpen() {
    RecordingPeer peer = new RecordingPeer();
    RecordingPeer silent = new RecordingPeer();
    ClientConnection open = open(lasting(1, 1), peer);
    registry.accept("192.0.2.1", NEVER).orElseThrow().attach(silent);
    registry.endAll();
    await().until(() -> peer.ends.equals(List.of(EndReason.SHUTTING_DOWN)));
    await().until(() -> silent.ends.equals(List.of(EndReason.SHUTTING_DOWN)));
    assertThat(open.isOver()).isTrue();
    assertThat(registry.accept("192.0.2.1", NEVER)).isEmpty();
    assertThat(codeOf(registry.open(lasting(1, 2), new RecordingPeer())))
        .isEqualTo(FailureCode.SHUTTING_DOWN);
  }
}
