package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.http.UpgradeRejectedException;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketConnectOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Following events on a WebSocket, as pages and programs do. */
class WebSocketIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestGateway gateway;
  private static Api admin;
  private static Vertx vertx;
  private static WebSocketClient client;

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    vertx = Vertx.vertx();
    client = vertx.createWebSocketClient();
  }

  @AfterAll
  static void close() {
    Futures.await(vertx.close());
    gateway.close();
  }

  /** One socket and what it heard. */
  private static final class Listener implements AutoCloseable {
    final List<JsonNode> heard = new CopyOnWriteArrayList<>();
    final WebSocket socket;

    Listener(String query, Map<String, String> headers) {
      URI base = URI.create(gateway.gateway().url());
      WebSocketConnectOptions options =
          new WebSocketConnectOptions()
              .setHost(base.getHost())
              .setPort(base.getPort())
              .setURI("/api/v1/ws" + query);
      headers.forEach(options::addHeader);
      socket = Futures.await(client.connect(options));
      socket.textMessageHandler(text -> heard.add(parse(text)));
    }

    @CanIgnoreReturnValue
    Listener say(String text) {
      Futures.await(socket.writeTextMessage(text));
      return this;
    }

    @CanIgnoreReturnValue
    JsonNode await(String type) {
      org.awaitility.Awaitility.await()
          .atMost(PATIENCE)
          .until(() -> heard.stream().anyMatch(it -> it.path("type").asText().equals(type)));
      return heard.stream()
          .filter(it -> it.path("type").asText().equals(type))
          .findFirst()
          .orElseThrow();
    }

    List<Long> ids(String type) {
      return heard.stream()
          .filter(it -> it.path("type").asText().equals(type))
          .map(it -> it.path("id").asLong())
          .toList();
    }

    @Override
    public void close() {
      Futures.await(socket.close().otherwiseEmpty());
    }
  }

  private static JsonNode parse(String text) {
    try {
      return new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(text, e);
    }
  }

  private static String ticket(Api api) {
    Api.Reply made = api.post("/auth/tickets");
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    assertThat(made.at("/expires_in").asInt()).isEqualTo(30);
    return made.at("/ticket").asText();
  }

  private static Listener ticketed(Api api) {
    return new Listener("?ticket=" + ticket(api), Map.of());
  }

  private static void happens(Api api, String name) {
    String list = "#EXTM3U\n#EXTINF:-1," + name + " (2001)\nhttp://provider.example/1.mkv\n";
    Api.Reply made =
        api.upload("/playlists", name, list.getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(made.status()).as(made.text()).isEqualTo(202);
  }

  @Test
  void aTicketOpensOneSocketWhichHearsWhatHappens() {
    String ticket = ticket(admin);
    try (Listener listener = new Listener("?ticket=" + ticket, Map.of())) {
      listener.say("{\"subscribe\":{}}").await("subscribed");
      happens(admin, "One");
      JsonNode event = listener.await("playlist.imported");
      assertThat(event.path("data").isObject()).isTrue();
      assertThat(event.path("cursor").asText()).contains("-");
      assertThat(event)
          .isEqualTo(
              IntStream.range(0, 50)
                  .mapToObj(i -> admin.get("/events/history?limit=50").at("/items/" + i))
                  .filter(it -> it.path("id").asLong() == event.path("id").asLong())
                  .findFirst()
                  .orElseThrow());
    }
    assertThatThrownBy(() -> new Listener("?ticket=" + ticket, Map.of()))
        .satisfies(e -> assertThat(status(e)).isEqualTo(401));
  }

  private static int status(Throwable e) {
    Throwable cause = e;
    while (!(cause instanceof UpgradeRejectedException)) {
      cause = cause.getCause();
    }
    return ((UpgradeRejectedException) cause).getStatus();
  }

  @Test
  void aCursorReplaysAndAnotherSubscriptionGoesOnThere() {
    String cursor = admin.get("/events/history?limit=1").at("/items/0/cursor").asText();
    IntStream.range(0, 5).forEach(i -> happens(admin, "Replayed " + i));
    try (Listener listener = ticketed(admin)) {
      listener.say("{\"subscribe\":{\"types\":[\"playlist.*\"]},\"after\":\"" + cursor + "\"}");
      await().atMost(PATIENCE).until(() -> listener.ids("playlist.imported").size() >= 5);
      listener.say("{\"subscribe\":{\"types\":[\"movie.*\"]}}");
      await()
          .atMost(PATIENCE)
          .until(
              () ->
                  listener.heard.stream()
                          .filter(it -> it.path("type").asText().equals("subscribed"))
                          .count()
                      == 2);
      happens(admin, "Unwanted");
      listener.say("{\"ping\":7}");
      assertThat(listener.await("pong").path("ping").asInt()).isEqualTo(7);
      assertThat(listener.ids("playlist.imported")).hasSize(5).isSorted().doesNotHaveDuplicates();
      listener.say("{\"subscribe\":{},\"after\":\"00000000-1\"}").await("reset");
      listener.say("{\"unsubscribe\":true}").await("unsubscribed");
    }
  }

  @Test
  void whatCannotBeUnderstoodIsSaidAndTheSocketStays() {
    try (Listener listener = ticketed(admin)) {
      for (String wrong :
          List.of(
              "nonsense",
              "[]",
              "{}",
              "{\"subscribe\":{\"types\":[\"DROP TABLE\"]}}",
              "{\"subscribe\":{\"instance_id\":\"x\"}}",
              "{\"subscribe\":{\"typos\":[]}}",
              "{\"subscribe\":{},\"after\":5}")) {
        int before = listener.heard.size();
        listener.say(wrong);
        await().atMost(PATIENCE).until(() -> listener.heard.size() > before);
        JsonNode answer = listener.heard.get(before);
        assertThat(answer.path("type").asText()).as(wrong).isEqualTo("error");
        assertThat(answer.at("/problem/status").asInt()).as(wrong).isIn(400, 422);
      }
      listener.say("{\"ping\":null}").await("pong");
    }
  }

  @Test
  void nobodyHearsOthersAndForeignPagesHearNothing() {
    gateway.newUser("listener", "user");
    Api other = gateway.login("listener");
    try (Listener listener = ticketed(other)) {
      listener.say("{\"subscribe\":{}}").await("subscribed");
      happens(admin, "Private");
      happens(other, "Own");
      listener.await("playlist.imported");
      listener.say("{\"ping\":1}").await("pong");
      assertThat(listener.ids("playlist.imported")).hasSize(1);
      assertThat(admin.get("/events/history?types=playlist.imported&limit=500").json().toString())
          .doesNotContain("\"id\":" + listener.ids("playlist.imported").get(0) + ",");
    }
    for (String origin : List.of("https://evil.example", "null", "http://127.0.0.1:1")) {
      assertThatThrownBy(() -> new Listener("?ticket=" + ticket(admin), Map.of("Origin", origin)))
          .satisfies(e -> assertThat(status(e)).isEqualTo(403));
    }
    try (Listener own =
        new Listener("?ticket=" + ticket(admin), Map.of("Origin", gateway.gateway().url()))) {
      own.say("{\"ping\":1}").await("pong");
    }
    assertThatThrownBy(() -> new Listener("", Map.of()))
        .satisfies(e -> assertThat(status(e)).isEqualTo(401));
    assertThat(admin.get("/ws").status()).isEqualTo(400);
  }

  @Test
  void aUserWhoIsLockedOutIsSentAway() {
    gateway.newUser("leaving", "user");
    Api leaving = gateway.login("leaving");
    try (Listener listener = ticketed(leaving)) {
      listener.say("{\"subscribe\":{}}").await("subscribed");
      assertThat(admin.call("PATCH", "/users/" + id(leaving), Map.of("active", false)).status())
          .isEqualTo(200);
      await().atMost(PATIENCE).until(listener.socket::isClosed);
      assertThat(listener.socket.closeStatusCode()).isEqualTo((short) 1012);
    }
  }

  private static long id(Api user) {
    return user.get("/auth/me").at("/id").asLong();
  }

  @Test
  void ticketsCountForStreamsAlone() {
    String ticket = ticket(admin);
    assertThat(gateway.api().get("/instances?ticket=" + ticket).status()).isEqualTo(401);
    assertThat(gateway.api().get("/events?ticket=arwt_nonsense").status()).isEqualTo(401);
    assertThat(gateway.dump()).doesNotContain(ticket);
  }
}
