package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.app.OpenConnection.Kind;
import dev.arrway.app.OpenConnection.Shown;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Long-lived connections at the expiry of their credentials, and when the time of day jumps. */
class ExpiredStreamsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration TOKEN_LIFE = Duration.ofMinutes(15);
  private static final Duration LEEWAY = Duration.ofSeconds(30);
  private static final int NEW_CREDENTIAL_NEEDED = 4401;

  private static final JumpingClock clock = new JumpingClock();
  private static TestGateway gateway;
  private static int names;

  private final List<OpenConnection> open = new ArrayList<>();

  @BeforeAll
  static void start() {
    gateway = TestGateway.startWithClock(Map.of(), clock);
    gateway.newUser("user", "user");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void closeAll() {
    open.forEach(OpenConnection::close);
    clock.reset();
  }

  private List<OpenConnection> openAll(Shown shown) {
    List<OpenConnection> opened =
        Arrays.stream(Kind.values()).map(kind -> kind.open(gateway, shown)).toList();
    open.addAll(opened);
    return opened;
  }

  private List<OpenConnection> openAllWithTickets(Api user) {
    List<OpenConnection> opened =
        Stream.of(Kind.values())
            .filter(Kind::takesTickets)
            .map(kind -> kind.open(gateway, Shown.ticket(user)))
            .toList();
    open.addAll(opened);
    return opened;
  }

  private static String newKey(Api user, Instant expiresAt) {
    Map<String, Object> wanted = new java.util.HashMap<>();
    wanted.put("name", "key" + ++names);
    wanted.put("scopes", List.of("read"));
    if (expiresAt != null) {
      wanted.put("expires_at", expiresAt.toString());
    }
    Api.Reply key = user.post("/auth/api-keys", wanted);
    assertThat(key.status()).as(key.text()).isEqualTo(201);
    return key.at("/key").asText();
  }

  private static void happen(Api user) {
    byte[] list =
        "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://p.example/1.mkv\n"
            .getBytes(StandardCharsets.UTF_8);
    Api.Reply made = user.upload("/playlists", "list" + ++names, list);
    assertThat(made.status()).as(made.text()).isEqualTo(202);
  }

  private static List<OpenConnection> following(List<OpenConnection> all) {
    return all.stream().filter(it -> !it.name.endsWith("_IDLE")).toList();
  }

  private static void awaitEnd(List<OpenConnection> all) {
    await().atMost(PATIENCE).untilAsserted(() -> assertThat(all).allMatch(it -> it.ended));
  }

  private static void awaitHint(List<OpenConnection> all) {
    await()
        .atMost(PATIENCE)
        .untilAsserted(() -> assertThat(all).noneMatch(it -> it.hints.isEmpty()));
  }

  private static void assertToldAndClosed(List<OpenConnection> all) {
    assertThat(all)
        .allSatisfy(
            it -> {
              JsonNode first = it.hints.get(0);
              assertThat(first.path("reason").asText()).isEqualTo("credential_expired");
              assertThat(first.path("ends_in_ms").asInt()).isBetween(1, 10_000);
              assertThat(it.lastHint().path("ends_in_ms").asInt()).isZero();
              assertThat(it.lastHint().path("retry_ms").asInt()).isBetween(1_000, 5_000);
              if (it.name.startsWith("WEB_SOCKET")) {
                assertThat(it.closeCode).isEqualTo(NEW_CREDENTIAL_NEEDED);
              }
            });
    assertThat(following(all)).allMatch(it -> it.lastHint().path("cursor").asText().contains("-"));
  }

  @Test
  void connectionsOfAKeyEndWhenItExpires() {
    Api user = gateway.login("user");
    Instant end = clock.instant().plusSeconds(120);
    String key = newKey(user, end);
    List<OpenConnection> all = openAll(Shown.key(key));
    List<OpenConnection> ofTickets = new ArrayList<>();
    for (Kind kind : List.of(Kind.SSE, Kind.WEB_SOCKET, Kind.SOCKJS)) {
      ofTickets.add(kind.open(gateway, Shown.ticket(gateway.api().withKey(key))));
    }
    open.addAll(ofTickets);
    happen(user);
    following(all).forEach(it -> it.awaitEvents(1));
    clock.jump(Duration.between(clock.instant(), end.minusSeconds(4)));
    awaitHint(all);
    awaitEnd(all);
    awaitEnd(ofTickets);
    assertThat(clock.instant()).isAfterOrEqualTo(end);
    assertToldAndClosed(all);
    assertToldAndClosed(ofTickets);
    assertThatThrownBy(() -> Kind.SSE.open(gateway, Shown.key(key))).hasMessageContaining("401");
  }

  @Test
  void aReusableTicketCountsForFifteenMinutesOrAsLongAsItsCredential() {
    Api user = gateway.login("user");
    Api keyed = gateway.api().withKey(newKey(user, null));
    Api brief = gateway.api().withKey(newKey(user, clock.instant().plusSeconds(120)));
    Shown ofKey = Shown.reusableTicket(keyed);
    Shown ofBriefKey = Shown.reusableTicket(brief);
    assertThat(keyed.post("/auth/tickets", Map.of("reusable", true)).at("/expires_in").asInt())
        .isEqualTo(900);
    assertThat(brief.post("/auth/tickets", Map.of("reusable", true)).at("/expires_in").asInt())
        .isBetween(1, 120);
    clock.jump(Duration.ofSeconds(115));
    open.add(Kind.SSE.open(gateway, ofKey));
    open.add(Kind.SSE.open(gateway, ofBriefKey));
    clock.jump(Duration.ofSeconds(10));
    awaitEnd(open.subList(1, 2));
    assertThatThrownBy(() -> Kind.SSE.open(gateway, ofBriefKey)).hasMessageContaining("401");
    open.add(Kind.SSE.open(gateway, ofKey));
    clock.jump(Duration.ofMinutes(14));
    assertThatThrownBy(() -> Kind.SSE.open(gateway, ofKey)).hasMessageContaining("401");
    assertThat(open.get(0).ended).isFalse();
  }

  @Test
  void connectionsOfATokenEndWhenItIsNoLongerAcceptedAndOthersStay() {
    Api user = gateway.login("user");
    List<OpenConnection> all = new ArrayList<>(openAll(Shown.bearer(user)));
    all.addAll(openAllWithTickets(user));
    OpenConnection ofKey = Kind.WEB_SOCKET.open(gateway, Shown.key(newKey(user, null)));
    open.add(ofKey);
    clock.jump(TOKEN_LIFE.minusSeconds(5));
    OpenConnection inTime = Kind.TCP.open(gateway, Shown.bearer(user));
    open.add(inTime);
    assertThat(all).allMatch(it -> it.hints.isEmpty());
    clock.jump(LEEWAY.minusSeconds(5));
    awaitHint(all);
    awaitHint(List.of(inTime));
    assertThat(all).noneMatch(it -> it.ended);
    clock.jump(Duration.ofSeconds(11));
    awaitEnd(all);
    awaitEnd(List.of(inTime));
    assertToldAndClosed(all);
    ofKey.ping();
    assertThat(ofKey.hints).isEmpty();
  }

  @Test
  void aFreshTokenInAFrameKeepsABridgeSocketOpen() {
    Api user = gateway.login("user");
    try (BusClient client = BusDoor.TCP.open(gateway, Map.of())) {
      client.call("getMe", Map.of(), BusDoor.bearer(user));
      clock.jump(TOKEN_LIFE.minusSeconds(20));
      Api again = gateway.login("user");
      client.call("getMe", Map.of(), BusDoor.bearer(again));
      clock.jump(Duration.ofMinutes(2));
      assertThat(client.call("getMe", Map.of()).at("/headers/status").asText()).isEqualTo("200");
      clock.jump(TOKEN_LIFE);
      client.awaitEnd();
    }
  }

  @Test
  void aClockThatJumpsForwardEndsWhatHasExpiredByItAndNothingElse() {
    Api user = gateway.login("user");
    List<OpenConnection> ofToken = openAll(Shown.bearer(user));
    List<OpenConnection> ofKey = openAll(Shown.key(newKey(user, null)));
    clock.jump(Duration.ofHours(2));
    awaitEnd(ofToken);
    Api again = gateway.login("user");
    List<OpenConnection> reopened = openAll(Shown.bearer(again));
    happen(again);
    following(ofKey).forEach(it -> it.awaitEvents(1));
    following(reopened).forEach(it -> it.awaitEvents(1));
    ofKey.forEach(OpenConnection::ping);
    assertThat(ofKey).noneMatch(it -> it.ended);
  }

  @Test
  void aClockThatJumpsBackNeitherEndsConnectionsNorKeepsThemPastTheirTime() {
    Api user = gateway.login("user");
    String lasting = newKey(user, null);
    List<OpenConnection> ofKey = openAll(Shown.key(lasting));
    List<OpenConnection> ofToken = openAll(Shown.bearer(user));
    Instant end = Instant.now().plusSeconds(8);
    List<OpenConnection> expiring = openAll(Shown.key(newKey(user, end)));
    clock.jump(Duration.ofHours(-2));
    happen(gateway.login("user"));
    following(ofKey).forEach(it -> it.awaitEvents(1));
    following(ofToken).forEach(it -> it.awaitEvents(1));
    ofKey.forEach(OpenConnection::ping);
    awaitEnd(expiring);
    assertThat(Instant.now()).isAfterOrEqualTo(end);
    assertThat(ofKey).noneMatch(it -> it.ended);
    assertThat(ofToken).noneMatch(it -> it.ended);
  }
}
