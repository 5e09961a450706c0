package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.config.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients may and may not through the event-bus bridges. */
class BridgesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static TestGateway gateway;
  private static Api admin;
  private static Api other;

  enum Door {
    TCP("message"),
    SOCKJS("rec");

    private final String delivery;

    Door(String delivery) {
      this.delivery = delivery;
    }

    BusClient open(Map<String, String> headers) {
      return this == TCP
          ? BusClient.tcp(gateway.gateway().tcpBridgePort().orElseThrow(), headers)
          : BusClient.sockJs(sockJs("/api/v1"), Map.of(), headers);
    }
  }

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of("tcp_bridge.enabled", "true", "tcp_bridge.port", "0"));
    admin = gateway.admin();
    gateway.newUser("other", "user");
    other = gateway.login("other");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String sockJs(String prefix) {
    return gateway.gateway().url() + prefix + "/eventbus/websocket";
  }

  private static Map<String, String> bearer(Api user) {
    return Map.of("Authorization", "Bearer " + user.token());
  }

  @ParameterizedTest
  @EnumSource
  void aClientFollowsAndCallsOnOneSocket(Door door) {
    try (BusClient client = door.open(bearer(admin))) {
      client.register(Map.of("types", "instance.created,instance.tested"));
      JsonNode made =
          client.call(
              "createInstance",
              Map.of(
                  "name",
                  "By " + door,
                  "instance_type",
                  "radarr",
                  "url",
                  gateway.radarr().server().url(),
                  "api_key",
                  gateway.radarr().server().apiKey().reveal()));
      assertThat(made.path("type").asText()).isEqualTo(door.delivery);
      assertThat(made.at("/headers/status").asText()).isEqualTo("201");
      await().atMost(PATIENCE).until(() -> client.types().contains("instance.tested"));
      assertThat(client.types()).contains("instance.created");
      JsonNode first = client.events().get(0);
      assertThat(first.path("instance_id").asLong()).isEqualTo(made.at("/body/id").asLong());
      assertThat(first.path("cursor").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aCursorReplaysWhatWasMissed(Door door) {
    String cursor;
    try (BusClient client = door.open(bearer(admin))) {
      client.register(Map.of());
      cursor = client.heard.get(0).at("/body/cursor").asText();
      assertThat(client.heard.get(0).at("/body/type").asText()).isEqualTo("position");
    }
    long id = gateway.addRadarr(admin, "Missed by " + door);
    long second = gateway.addRadarr(admin, "Not wanted by " + door);
    try (BusClient client = door.open(bearer(admin))) {
      client.register(Map.of("after", cursor, "instance_id", Long.toString(id)));
      await().atMost(PATIENCE).until(() -> client.types().contains("instance.created"));
      assertThat(client.events())
          .allSatisfy(event -> assertThat(event.path("instance_id").asLong()).isEqualTo(id));
      assertThat(second).isNotEqualTo(id);
    }
    try (BusClient client = door.open(bearer(admin))) {
      client.register(Map.of("after", "00000000-17"));
      assertThat(client.heard.get(0).path("type").asText()).isEqualTo(door.delivery);
      assertThat(client.heard.get(0).at("/body/type").asText()).isEqualTo("reset");
      assertThat(client.heard.get(0).at("/body/cursor").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void unregisteringEndsTheEventsAndNothingElse(Door door) {
    try (BusClient client = door.open(bearer(admin))) {
      client.register(Map.of());
      client.say(Map.of("type", "register", "address", "arrway.events"));
      client.awaitRefusal("address_already_registered");
      client.say(Map.of("type", "unregister", "address", "arrway.events"));
      client.call("getMe", Map.of());
      gateway.addRadarr(admin, "Unheard by " + door);
      JsonNode past = client.call("listEventHistory", Map.of("limit", 1));
      assertThat(past.at("/body/items/0/type").asText()).startsWith("instance.");
      assertThat(client.events()).isEmpty();
      client.heard.clear();
      client.register(Map.of());
      assertThat(client.heard.get(0).at("/body/type").asText()).isEqualTo("position");
    }
  }

  @ParameterizedTest
  @EnumSource
  void othersEventsNeverArrive(Door door) {
    try (BusClient mine = door.open(bearer(admin));
        BusClient theirs = door.open(bearer(other))) {
      mine.register(Map.of());
      theirs.register(Map.of("after", "00000000-1"));
      gateway.addRadarr(admin, "Private to " + door);
      await().atMost(PATIENCE).until(() -> mine.types().contains("instance.created"));
      theirs.call("getMe", Map.of());
      assertThat(theirs.events()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void addressesThatAreNotOfferedAreRefused(Door door) {
    try (BusClient client = door.open(bearer(admin))) {
      List<String> addresses =
          List.of(
              "upstream.1",
              "vertx.metrics",
              "arrway.events.2",
              "arrway.op",
              "arrway.op.",
              "arrway.op.getMe.1",
              "__vertx.reply.1",
              "notice",
              "");
      int refused = 0;
      for (String address : addresses) {
        for (String type : List.of("register", "send", "publish", "unregister")) {
          client.say(Map.of("type", type, "address", address, "body", Map.of()));
          refused++;
        }
      }
      client.say(Map.of("type", "publish", "address", "arrway.op.getMe", "body", Map.of()));
      client.say(Map.of("type", "send", "address", "arrway.events", "body", Map.of()));
      client.say(Map.of("type", "register", "address", "arrway.op.getMe"));
      client.call("getMe", Map.of());
      List<String> said = new ArrayList<>();
      client.heard.forEach(
          frame -> said.add(frame.path("body").asText("") + frame.path("message").asText("")));
      assertThat(said.stream().filter("access_denied"::equals)).hasSize(refused + 3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void operationsThatOnlyHttpCarriesAndUnknownOnesSaySo(Door door) {
    try (BusClient client = door.open(bearer(admin))) {
      JsonNode stream = client.call("streamEvents", Map.of());
      assertThat(stream.path("type").asText()).isEqualTo("err");
      assertThat(stream.path("failureCode").asInt()).isEqualTo(405);
      assertThat(stream.path("failureType").asText()).isEqualTo("RECIPIENT_FAILURE");
      assertThat(stream.path("message").asText())
          .isEqualTo("streamEvents can be called over HTTP alone.");
      assertThat(stream.at("/body/code").asText()).isEqualTo("method_not_allowed");
      assertThat(client.call("nothing", Map.of()).path("failureCode").asInt()).isEqualTo(404);
      assertThat(client.call("getMe", List.of(1)).path("failureCode").asInt()).isEqualTo(400);
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatUsersMayNotOverHttpTheyMayNotHere(Door door) {
    try (BusClient client = door.open(bearer(other))) {
      JsonNode users = client.call("listUsers", Map.of());
      assertThat(users.path("failureCode").asInt()).isEqualTo(403);
      assertThat(users.at("/body/code").asText()).isEqualTo("forbidden");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSocketIsOneUsers(Door door) {
    try (BusClient client = door.open(bearer(admin))) {
      client.call("getMe", Map.of());
      JsonNode refused = client.call("getMe", Map.of(), bearer(other));
      assertThat(refused.path("failureCode").asInt()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void credentialsAreVerifiedWithEachCall(Door door) {
    gateway.newUser("leaving-" + door.name().toLowerCase(), "user");
    Api leaving = gateway.login("leaving-" + door.name().toLowerCase());
    try (BusClient client = door.open(bearer(leaving))) {
      assertThat(client.call("getMe", Map.of()).at("/headers/status").asText()).isEqualTo("200");
      client.register(Map.of());
      leaving.post("/auth/logout", Map.of());
      client.awaitEnd();
    }
    try (BusClient client = door.open(bearer(leaving))) {
      client.say(Map.of("type", "send", "address", "arrway.op.getMe", "body", Map.of()));
      client.awaitRefusal("not_logged_in");
    }
  }

  @Test
  void withoutCredentialsNothingIsDone() {
    try (BusClient client = Door.SOCKJS.open(Map.of())) {
      client.say(Map.of("type", "ping"));
      client.say(Map.of("type", "register", "address", "arrway.events"));
      client.awaitRefusal("not_logged_in");
      JsonNode call = client.call("getMe", Map.of());
      assertThat(call.path("failureCode").asInt()).isEqualTo(401);
      assertThat(call.at("/body/code").asText()).isEqualTo("unauthenticated");
      JsonNode login =
          client.call("login", Map.of("username", "admin", "password", TestGateway.ADMIN_PASSWORD));
      String token = login.at("/body/access_token").asText();
      JsonNode me = client.call("getMe", Map.of(), Map.of("Authorization", "Bearer " + token));
      assertThat(me.at("/body/username").asText()).isEqualTo("admin");
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
    for (Map<String, String> frame :
        List.of(
            Map.of("type", "ping"),
            Map.of("type", "send", "address", "arrway.op.login"),
            Map.of("type", "nonsense"))) {
      try (BusClient client = Door.TCP.open(Map.of())) {
        client.say(frame);
        client.awaitRefusal("not_logged_in");
        client.awaitEnd();
      }
    }
    try (BusClient client = Door.TCP.open(Map.of("X-Api-Key", "not-a-key"))) {
      client.say(Map.of("type", "ping"));
      client.awaitRefusal("not_logged_in");
      client.awaitEnd();
    }
  }

  @Test
  void aSocketThatStaysUnknownIsClosed() {
    try (BusClient sockJs = Door.SOCKJS.open(Map.of());
        BusClient tcp = Door.TCP.open(Map.of());
        BusClient known = Door.TCP.open(bearer(admin))) {
      known.call("getMe", Map.of());
      sockJs.awaitRefusal("not_logged_in");
      sockJs.awaitEnd();
      tcp.awaitEnd();
      assertThat(known.closed).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/api/v1", "/api", ""})
  void credentialsOfTheRequestCountUnderEveryPrefix(String prefix) {
    try (BusClient client = BusClient.sockJs(sockJs(prefix), bearer(admin), Map.of())) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
    Api.Reply made =
        admin.post(
            "/auth/api-keys", Map.of("name", "bus" + prefix.length(), "scopes", List.of("read")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String key = made.at("/key").asText();
    try (BusClient client = BusClient.sockJs(sockJs(prefix), Map.of("X-Api-Key", key), Map.of())) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
      assertThat(
              client.call("deleteInstance", Map.of("instance_id", 1)).path("failureCode").asInt())
          .isEqualTo(403);
    }
  }

  @Test
  void aTicketOpensOneSocketAndATokenInTheUrlNone() {
    String ticket = admin.post("/auth/tickets").at("/ticket").asText();
    assertThat(ticket).isNotBlank();
    try (BusClient client =
        BusClient.sockJs(sockJs("/api/v1") + "?ticket=" + ticket, Map.of(), Map.of())) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
    for (String query : List.of("?ticket=" + ticket, "?ticket=" + admin.token(), "?ticket=x")) {
      try (BusClient client = BusClient.sockJs(sockJs("/api/v1") + query, Map.of(), Map.of())) {
        client.awaitRefusal("not_logged_in");
        client.awaitEnd();
      }
    }
    for (String name : List.of("access_token", "token", "authorization", "key")) {
      String query = "?" + name + "=" + admin.token();
      try (BusClient client = BusClient.sockJs(sockJs("/api/v1") + query, Map.of(), Map.of())) {
        assertThat(client.call("getMe", null).path("failureCode").asInt()).isEqualTo(401);
      }
    }
  }

  @Test
  void pagesOfOtherOriginsAreRefused() {
    Map<String, String> foreign = Map.of("Origin", "https://elsewhere.example");
    assertThatThrownBy(() -> BusClient.sockJs(sockJs("/api/v1"), foreign, Map.of()))
        .hasMessageContaining("WebSocketHandshakeException");
    String own = gateway.gateway().url();
    try (BusClient client =
        BusClient.sockJs(sockJs("/api/v1"), Map.of("Origin", own), bearer(admin))) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
  }

  @Test
  void framesAreWordedAsTheStockBridgesWordThem() {
    try (BusClient client = Door.SOCKJS.open(bearer(admin))) {
      client.call("getMe", null);
      client.sayRaw("{");
      client.awaitRefusal("invalid_json");
      client.sayRaw("[]");
      client.say(Map.of("address", "arrway.events"));
      client.awaitRefusal("missing_type");
      client.say(Map.of("type", "send"));
      client.awaitRefusal("missing_address");
      client.say(Map.of("type", "other", "address", "arrway.events"));
      client.awaitRefusal("invalid_type");
      client.say(
          Map.of("type", "send", "address", "arrway.op.getMe", "replyAddress", "x".repeat(37)));
      client.awaitRefusal("invalid_reply_address");
      client.say(Map.of("type", "ping"));
      client.call("getMe", null);
      assertThat(client.heard).noneMatch(frame -> frame.path("type").asText().equals("pong"));
    }
    try (BusClient client = Door.TCP.open(bearer(admin))) {
      client.say(Map.of("type", "ping"));
      client.await(frame -> frame.toString().equals("{\"type\":\"pong\"}"));
      client.say(Map.of("type", "send"));
      client.awaitRefusal("address_required");
      client.say(Map.of("type", "other", "address", "arrway.events"));
      client.awaitRefusal("unknown_type");
      client.say(Map.of("type", "unregister", "address", "arrway.events"));
      client.awaitRefusal("unknown_address");
      client.sayRaw(" ".repeat((1 << 20) + 1));
      client.awaitEnd();
    }
  }
}
