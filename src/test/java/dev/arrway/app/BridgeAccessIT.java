package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the event-bus bridges, with which credentials, and how much. */
class BridgeAccessIT {
  private static TestGateway gateway;
  private static Api admin;
  private static Api other;

  @BeforeAll
  static void start() {
    gateway = BusDoor.gateway();
    admin = gateway.admin();
    gateway.newUser("other", "user");
    other = gateway.login("other");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @ParameterizedTest
  @EnumSource
  void whatUsersMayNotOverHttpTheyMayNotHere(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(other))) {
      JsonNode users = client.call("listUsers", Map.of());
      assertThat(users.path("failureCode").asInt()).isEqualTo(403);
      assertThat(users.at("/body/code").asText()).isEqualTo("forbidden");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSocketIsOneUsers(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
      client.call("getMe", Map.of());
      JsonNode refused = client.call("getMe", Map.of(), BusDoor.bearer(other));
      assertThat(refused.path("failureCode").asInt()).isEqualTo(403);
    }
  }

  @ParameterizedTest
  @EnumSource
  void credentialsAreVerifiedWithEachCall(BusDoor door) {
    gateway.newUser("leaving-" + door.name().toLowerCase(), "user");
    Api leaving = gateway.login("leaving-" + door.name().toLowerCase());
    try (BusClient client = door.open(gateway, BusDoor.bearer(leaving))) {
      assertThat(client.call("getMe", Map.of()).at("/headers/status").asText()).isEqualTo("200");
      client.register(Map.of());
      leaving.post("/auth/logout", Map.of());
      client.awaitEnd();
    }
    try (BusClient client = door.open(gateway, BusDoor.bearer(leaving))) {
      client.say(Map.of("type", "send", "address", "arrway.op.getMe", "body", Map.of()));
      client.awaitRefusal("not_logged_in");
    }
  }

  @Test
  void withoutCredentialsNothingIsDone() {
    try (BusClient client = BusDoor.SOCKJS.open(gateway, Map.of())) {
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
      try (BusClient client = BusDoor.TCP.open(gateway, Map.of())) {
        client.say(frame);
        client.awaitRefusal("not_logged_in");
        client.awaitEnd();
      }
    }
    try (BusClient client = BusDoor.TCP.open(gateway, Map.of("X-Api-Key", "not-a-key"))) {
      client.say(Map.of("type", "ping"));
      client.awaitRefusal("not_logged_in");
      client.awaitEnd();
    }
  }

  @Test
  void aSocketThatStaysUnknownIsClosed() {
    try (BusClient sockJs = BusDoor.SOCKJS.open(gateway, Map.of());
        BusClient tcp = BusDoor.TCP.open(gateway, Map.of());
        BusClient known = BusDoor.TCP.open(gateway, BusDoor.bearer(admin))) {
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
    try (BusClient client =
        BusClient.sockJs(BusDoor.sockJs(gateway, prefix), BusDoor.bearer(admin), Map.of())) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
    Api.Reply made =
        admin.post(
            "/auth/api-keys", Map.of("name", "bus" + prefix.length(), "scopes", List.of("read")));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    String key = made.at("/key").asText();
    try (BusClient client =
        BusClient.sockJs(BusDoor.sockJs(gateway, prefix), Map.of("X-Api-Key", key), Map.of())) {
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
        BusClient.sockJs(
            BusDoor.sockJs(gateway, "/api/v1") + "?ticket=" + ticket, Map.of(), Map.of())) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
    for (String query : List.of("?ticket=" + ticket, "?ticket=" + admin.token(), "?ticket=x")) {
      try (BusClient client =
          BusClient.sockJs(BusDoor.sockJs(gateway, "/api/v1") + query, Map.of(), Map.of())) {
        client.awaitRefusal("not_logged_in");
        client.awaitEnd();
      }
    }
    for (String name : List.of("access_token", "token", "authorization", "key")) {
      String query = "?" + name + "=" + admin.token();
      try (BusClient client =
          BusClient.sockJs(BusDoor.sockJs(gateway, "/api/v1") + query, Map.of(), Map.of())) {
        assertThat(client.call("getMe", null).path("failureCode").asInt()).isEqualTo(401);
      }
    }
  }

  @Test
  void pagesOfOtherOriginsAreRefused() {
    Map<String, String> foreign = Map.of("Origin", "https://elsewhere.example");
    assertThatThrownBy(
            () -> BusClient.sockJs(BusDoor.sockJs(gateway, "/api/v1"), foreign, Map.of()))
        .hasMessageContaining("WebSocketHandshakeException");
    String own = gateway.gateway().url();
    try (BusClient client =
        BusClient.sockJs(
            BusDoor.sockJs(gateway, "/api/v1"), Map.of("Origin", own), BusDoor.bearer(admin))) {
      assertThat(client.call("getMe", null).at("/body/username").asText()).isEqualTo("admin");
    }
  }

  @Test
  void aUserHasOnlySoManySocketsAndStreamsTogether() {
    try (TestGateway narrow =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"), Map.of("limits.factor", "0.1"))) {
      Map<String, String> headers = BusDoor.bearer(narrow.admin());
      String url = narrow.gateway().url() + "/eventbus/websocket";
      try (BusClient first = BusClient.sockJs(url, headers, Map.of());
          BusClient second = BusClient.sockJs(url, headers, Map.of())) {
        first.register(Map.of());
        second.call("getMe", null);
        try (BusClient third = BusClient.sockJs(url, headers, Map.of())) {
          third.awaitRefusal("limit_exceeded");
          third.awaitEnd();
        }
        second.register(Map.of());
        first.say(Map.of("type", "unregister", "address", "arrway.events"));
        first.call("getMe", null);
        narrow.gateway().features().endStreamsOf(1);
        for (BusClient each : List.of(first, second)) {
          JsonNode last = each.await(frame -> frame.path("failureCode").asInt() == 503);
          assertThat(last.path("address").asText()).isEqualTo("arrway.events");
          each.awaitEnd();
        }
      }
      BusClient again = BusClient.sockJs(url, headers, Map.of());
      again.call("getMe", null);
      again.close();
    }
  }
}
