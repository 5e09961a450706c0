package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a personal key of each scope may do over the event-bus bridges. */
class KeyScopesOverBridgeIT {
  /** Changes nothing but who is logged in, or shows what would happen. */
  private static final Set<String> ALLOWED_TO_READERS =
      Set.of("createTicket", "previewSearchSchedule", "login", "refresh", "completeSetup");

  private static final Map<String, ?> IDS =
      Map.of("instance_id", 999_999, "user_id", 999_999, "key_id", 999_999, "session_id", 999_999);

  private static TestGateway gateway;
  private static final Map<String, String> keys = new HashMap<>();

  @BeforeAll
  static void start() {
    gateway = TestGateway.startWithClock(Map.of(), Clock.systemUTC());
    for (String scope : List.of("read", "write", "admin", "calendar")) {
      keys.put(scope, newKey(gateway.admin(), scope));
    }
    keys.put("admin key of a plain user", keyOfDemoted("plain", "admin", "admin", "user"));
    keys.put("write key of a viewer", keyOfDemoted("viewing", "write", "user", "viewer"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String newKey(Api owner, String scope) {
    Api.Reply key = owner.post("/auth/api-keys", Map.of("name", scope, "scopes", List.of(scope)));
    assertThat(key.status()).as(key.text()).isEqualTo(201);
    return key.at("/key").asText();
  }

  /** Makes a key of a user who has a lesser role afterwards. */
  private static String keyOfDemoted(String name, String scope, String before, String after) {
    gateway.newUser(name, before);
    Api owner = gateway.login(name);
    String key = newKey(owner, scope);
    long id = owner.get("/auth/me").id();
    assertThat(gateway.admin().call("PATCH", "/users/" + id, Map.of("role", after)).status())
        .isEqualTo(200);
    return key;
  }

  private static BusClient open(BusDoor transport, String key) {
    return transport.open(gateway, Map.of("X-Api-Key", keys.get(key)));
  }

  /** Calls every changing operation of the contract; returns those that were not refused. */
  private static Set<String> allowed(BusClient client) {
    Set<String> allowed = new TreeSet<>();
    new TreeMap<>(ContractCalls.all())
        .values().stream()
            .filter(operation -> operation.onTheBus() && !operation.reads())
            .forEach(
                operation -> {
                  JsonNode answer = client.call(operation.id(), operation.required(IDS));
                  int code = answer.path("failureCode").asInt();
                  if (code != 401 && code != 403 && !isRefusedToKeys(operation.id(), code)) {
                    allowed.add(operation.id());
                  }
                });
    return allowed;
  }

  /** A key has no session to log out of. */
  private static boolean isRefusedToKeys(String operation, int code) {
    return operation.equals("logout") && code == 409;
  }

  @ParameterizedTest
  @EnumSource
  void aKeyWithoutTheScopeWriteChangesNothing(BusDoor transport) {
    for (String key : List.of("read", "write key of a viewer")) {
      try (BusClient client = open(transport, key)) {
        assertThat(client.call("listInstances", Map.of()).at("/headers/status").asText())
            .isEqualTo("200");
        Set<String> beyond = allowed(client);
        beyond.removeAll(ALLOWED_TO_READERS);
        beyond.removeIf(KeyScopesOverBridgeIT::isRefusedByItsBodyFirst);
        assertThat(beyond).as(key).isEmpty();
        client.register(Map.of());
      }
    }
  }

  /** Operations on the own account look at their body before they look at the key. */
  private static boolean isRefusedByItsBodyFirst(String operation) {
    return Set.of(
            "changePassword", "createApiKey", "deleteApiKey", "deleteSession", "receiveWebhook")
        .contains(operation);
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatReadsChangesNothingOfItsOwnersAccount(BusDoor transport) {
    try (BusClient client = open(transport, "read")) {
      Map<String, Map<String, Object>> calls =
          Map.of(
              "changePassword",
              Map.of(
                  "current_password",
                  TestGateway.ADMIN_PASSWORD,
                  "new_password",
                  "another-password-of-tests"),
              "createApiKey",
              Map.of("name", "another", "scopes", List.of("admin")),
              "deleteApiKey",
              Map.of("key_id", 1),
              "deleteSession",
              Map.of("session_id", 1));
      calls.forEach(
          (operation, body) ->
              assertThat(client.call(operation, body).path("failureCode").asInt())
                  .as(operation)
                  .isEqualTo(403));
    }
  }

  private static final String NEEDS_WRITE = "needs the scope \"write\"";

  @ParameterizedTest
  @EnumSource
  void aCallThatTheKeyDoesNotAllowNamesTheScope(BusDoor transport) {
    Map<String, Object> mine = Map.of("key_id", 1);
    try (BusClient client = open(transport, "read")) {
      for (String operation : List.of("deleteInstance", "deleteApiKey")) {
        JsonNode refused = client.call(operation, operation.equals("deleteApiKey") ? mine : IDS);
        assertThat(refused.at("/body/code").asText()).isEqualTo("forbidden");
        assertThat(refused.at("/body/detail").asText()).contains(NEEDS_WRITE);
      }
      assertThat(client.call("listUsers", Map.of()).path("message").asText())
          .contains("needs the scope \"admin\"");
    }
    try (BusClient client = open(transport, "calendar")) {
      client.say(Map.of("type", "register", "address", "arrway.events"));
      assertThat(client.awaitRefusal("forbidden").path("detail").asText())
          .contains("needs the scope \"read\"");
    }
  }

  @Test
  void aRequestThatTheKeyDoesNotAllowNamesTheScope() {
    Api read = gateway.api().withKey(keys.get("read"));
    Map<String, Api.Reply> refused =
        Map.of(
            "needs the scope \"admin\"",
            read.get("/users"),
            NEEDS_WRITE,
            read.delete("/instances/1"));
    refused.forEach(
        (text, reply) -> {
          assertThat(reply.status()).isEqualTo(403);
          assertThat(reply.at("/detail").asText()).contains(text);
        });
    assertThat(read.delete("/auth/api-keys/1").at("/detail").asText()).contains(NEEDS_WRITE);
    assertThat(gateway.login("viewing").delete("/instances/1").at("/detail").asText())
        .isEqualTo("This needs the role user.");
    for (String path : List.of("/events", "/ws", "/instances")) {
      assertThat(gateway.api().getWithKey(path, keys.get("calendar")).at("/detail").asText())
          .contains("needs the scope \"read\"");
    }
  }

  @Test
  void keysAreListedWithTheScopesThatTheirOwnersRoleAllows() {
    assertThat(scopes("plain")).isEqualTo("[\"write\"]");
    assertThat(scopes("viewing")).isEqualTo("[\"read\"]");
    Api viewer = gateway.login("viewing");
    Api.Reply refused =
        viewer.post("/auth/api-keys", Map.of("name", "more", "scopes", List.of("read", "write")));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("scopes");
    assertThat(refused.at("/errors/0/message").asText()).contains("\"write\"", "viewer");
    Api.Reply made = viewer.post("/auth/api-keys", Map.of("name", "usual"));
    assertThat(made.at("/scopes")).hasToString("[\"read\"]");
  }

  private static String scopes(String user) {
    return gateway.login(user).get("/auth/api-keys").at("/items/0/scopes").toString();
  }

  @ParameterizedTest
  @EnumSource
  void aKeyThatWritesChangesButDoesNotAdminister(BusDoor transport) {
    for (String key : List.of("write", "admin key of a plain user")) {
      try (BusClient client = open(transport, key)) {
        assertThat(
                client
                    .call("deleteInstance", Map.of("instance_id", 999_999))
                    .path("failureCode")
                    .asInt())
            .as(key)
            .isEqualTo(404);
        for (String operation : List.of("listUsers", "listAudit", "deleteUser")) {
          assertThat(client.call(operation, Map.of("user_id", 999_999)).path("failureCode").asInt())
              .as(key + " " + operation)
              .isIn(403, 404);
        }
        assertThat(client.call("listUsers", Map.of()).path("failureCode").asInt()).isEqualTo(403);
      }
    }
    try (BusClient client = open(transport, "admin")) {
      assertThat(client.call("listUsers", Map.of()).at("/headers/status").asText())
          .isEqualTo("200");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aKeyForTheCalendarDoesNothingElse(BusDoor transport) {
    try (BusClient client = open(transport, "calendar")) {
      if (transport == BusDoor.TCP) {
        client.say(Map.of("type", "register", "address", "arrway.events"));
        client.awaitRefusal("forbidden");
        client.awaitEnd();
        return;
      }
      client.say(Map.of("type", "register", "address", "arrway.events"));
      client.awaitRefusal("forbidden");
      for (String operation : List.of("getMe", "listInstances", "createTicket", "getCalendar")) {
        assertThat(client.call(operation, Map.of()).path("failureCode").asInt())
            .as(operation)
            .isEqualTo(403);
      }
      assertThat(client.events()).isEmpty();
    }
  }

  @Test
  void aKeyForTheCalendarOpensNoStream() {
    String key = keys.get("calendar");
    for (String path : List.of("/events", "/ws", "/events/history")) {
      assertThat(gateway.api().getWithKey(path, key).status()).as(path).isEqualTo(403);
    }
    assertThat(gateway.api().withKey(key).post("/auth/tickets").status()).isEqualTo(403);
    try (BusClient client =
        BusClient.sockJs(BusDoor.sockJs(gateway, "/api/v1"), Map.of("X-Api-Key", key), Map.of())) {
      client.awaitRefusal("forbidden");
      client.awaitEnd();
    }
  }

  @Test
  void aTicketOfAKeyThatReadsOpensASocketThatOnlyReads() {
    String ticket =
        gateway.api().withKey(keys.get("read")).post("/auth/tickets").at("/ticket").asText();
    try (BusClient client =
        BusClient.sockJs(
            BusDoor.sockJs(gateway, "/api/v1") + "?ticket=" + ticket, Map.of(), Map.of())) {
      assertThat(client.call("listInstances", Map.of()).at("/headers/status").asText())
          .isEqualTo("200");
      assertThat(
              client
                  .call("deleteInstance", Map.of("instance_id", 999_999))
                  .path("failureCode")
                  .asInt())
          .isEqualTo(403);
    }
  }
}
