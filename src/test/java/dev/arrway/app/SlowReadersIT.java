package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.OpenConnection.Kind;
import dev.arrway.app.OpenConnection.Shown;
import dev.arrway.gateway.connection.ConnectionRegistry;
import dev.arrway.gateway.connection.OutboundBudget;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Futures;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Clients that do not read: what waits for them is bounded, and nobody else notices. */
class SlowReadersIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int EVENT = 40_000;
  private static final int BUFFER = 4_000_000;

  /** A batch, a batch that is read ahead, what is being written, and an event each. */
  private static final long MOST_PER_CLIENT = 2 * (512 << 10) + (128 << 10) + 4 * EVENT;

  private static final List<UnreadConnection.Kind> KINDS = List.of(UnreadConnection.Kind.values());

  private static TestGateway gateway;
  private static OutboundBudget budget;
  private static ConnectionRegistry connections;
  private static String origin;
  private static int names;

  private final List<UnreadConnection> slow = new ArrayList<>();
  private final List<OpenConnection> readers = new ArrayList<>();

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.startWithClock(
            Map.of("limits.stream_buffer", Integer.toString(BUFFER)), Clock.systemUTC());
    budget = gateway.gateway().features().streams().budget();
    connections = gateway.gateway().features().streams().connections();
    origin = Futures.await(EventHistory.open(gateway.database().database())).cursor(0);
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void closeAll() {
    slow.forEach(UnreadConnection::close);
    readers.forEach(OpenConnection::close);
    await().atMost(PATIENCE).until(() -> connections.size() == 0);
    assertThat(budget.used()).as("bytes that wait for nobody").isZero();
  }

  private static Api newUser() {
    String name = "slow" + ++names;
    gateway.newUser(name, "user");
    return gateway.login(name);
  }

  private static long id(Api user) {
    return user.get("/auth/me").at("/id").asLong();
  }

  private static void happen(long owner, int count, int size) {
    Map<String, ?> data = Map.of("text", "x".repeat(size));
    List<EventDraft> events =
        IntStream.range(0, count)
            .mapToObj(i -> new EventDraft(owner, null, "test.numbered", data))
            .toList();
    SqlEventLog log = new SqlEventLog();
    Futures.await(gateway.database().database().asSystem(c -> log.append(c, events)));
  }

  private OpenConnection reader(Kind kind, Api user) {
    OpenConnection opened = kind.open(gateway, Shown.bearer(user));
    readers.add(opened);
    return opened;
  }

  @CanIgnoreReturnValue
  private UnreadConnection unread(UnreadConnection.Kind kind, Api user) {
    UnreadConnection opened = UnreadConnection.open(gateway, kind, user.token(), origin);
    slow.add(opened);
    return opened;
  }

  @ParameterizedTest
  @EnumSource
  void littleWaitsForAClientThatDoesNotReadAndRevocationCutsItOff(UnreadConnection.Kind kind) {
    Api user = newUser();
    long id = id(user);
    happen(id, 500, EVENT);
    UnreadConnection client = unread(kind, user);
    await().atMost(PATIENCE).until(() -> budget.used() > (64 << 10));
    OpenConnection reader = reader(Kind.TCP, user);
    happen(id, 20, EVENT);
    reader.awaitEvents(20);
    // Nothing waits for a moment between two batches, while the socket still takes some.
    await().atMost(PATIENCE).until(() -> budget.used() > (64 << 10));
    assertThat(budget.used()).isLessThan(MOST_PER_CLIENT);
    assertThat(user.post("/auth/logout", Map.of()).status()).isEqualTo(204);
    await()
        .atMost(Duration.ofSeconds(5))
        .until(() -> connections.size() == 0 && budget.used() == 0);
    await().atMost(PATIENCE).until(client::isCut);
  }

  @Test
  void manyClientsThatDoNotReadHoldNoMoreThanTheBufferAndOthersGoOn() {
    Api healthy = newUser();
    long owner = id(healthy);
    OpenConnection reader = reader(Kind.SSE, healthy);
    OpenConnection second = reader(Kind.WEB_SOCKET, healthy);
    long most = 0;
    Api idler = newUser();
    happen(id(idler), 300, EVENT);
    for (int client = 0; client < 12; client++) {
      unread(KINDS.get(client % KINDS.size()), idler);
      happen(owner, 5, EVENT);
      reader.awaitEvents(5 * client + 5);
      second.awaitEvents(5 * client + 5);
      most = Math.max(most, budget.used());
      assertThat(budget.used()).isLessThanOrEqualTo(BUFFER);
    }
    System.out.println("12 clients that do not read held at most " + most + " bytes");
    assertThat(most).isGreaterThan(BUFFER / 4);
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(connections.size())
                    .as("those who read, and not all of those who do not")
                    .isBetween(2, 13));
    assertThat(reader.ended || second.ended).isFalse();
    reader.close();
    second.close();
  }
}
