package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.gateway.RawConnection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that cannot be stored is refused by name, wherever in a request it stands. */
class UnstorableTextIT {
  private static final Map<String, ?> IDS = Map.of("instance_id", 1, "user_id", 1);

  private static TestGateway gateway;
  private static Api admin;
  private static int port;

  @BeforeAll
  static void start() {
    gateway = BusDoor.gateway();
    admin = gateway.admin();
    port = URI.create(gateway.gateway().url()).getPort();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Sends a request as text, since clients' libraries would repair what is wrong with it. */
  private static Reply send(String method, String path, String token, String body)
      throws IOException {
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          method.toUpperCase(java.util.Locale.ROOT)
              + " /api/v1"
              + path
              + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
              + (token.isEmpty() ? "" : "Authorization: Bearer " + token + "\r\n")
              + "Content-Length: "
              + body.getBytes(StandardCharsets.UTF_8).length
              + "\r\n\r\n"
              + body);
      return Reply.of(connection.answer());
    }
  }

  private record Reply(int status, String body) {
    static Reply of(String answer) {
      int end = answer.indexOf("\r\n\r\n");
      return new Reply(Integer.parseInt(answer.split(" ")[1]), answer.substring(end + 4));
    }

    List<String> fields() throws IOException {
      JsonNode problem = new ObjectMapper().readTree(body);
      return problem.path("errors").findValuesAsText("field");
    }
  }

  private static List<ContractCalls.Operation> operations() {
    return ContractCalls.all().values().stream()
        .filter(operation -> !operation.raw().containsKey("x-upgrade"))
        .toList();
  }

  @Test
  void everyParameterOfEveryOperation() throws Exception {
    List<String> wrong = new ArrayList<>();
    int asked = 0;
    for (ContractCalls.Operation operation : operations()) {
      for (String name : operation.parameters().keySet()) {
        if (operation.parameters().get(name).getString("in").equals("header")) {
          continue; // no server takes such a header
        }
        Map<String, Object> given = new HashMap<>(operation.required(IDS));
        given.put(name, "a\0b");
        Reply reply =
            send(
                operation.method(),
                operation.url(given),
                operation.isPublic() ? "" : admin.token(),
                "");
        asked++;
        if (reply.status() != 422
            || reply.fields().stream().noneMatch(it -> (it + ".").startsWith(name + "."))) {
          wrong.add(operation.id() + " " + name + " " + reply);
        }
      }
    }
    assertThat(wrong).isEmpty();
    assertThat(asked).isGreaterThan(100);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"bad\":\"\\u0000\"}",
        "{\"bad\":\"\\ud800\"}",
        "{\"bad\":\"\\udc00\\ud800\"}",
        "{\"bad\\u0000\":1}",
        "{\"a\":[{\"bad\":\"x\\u0000\"}]}"
      })
  void everyBodyOfEveryOperation(String body) throws Exception {
    List<String> wrong = new ArrayList<>();
    for (ContractCalls.Operation operation : operations()) {
      if (!operation.hasBody() || operation.id().equals("receiveWebhook")) {
        continue; // a webhook's secret is checked first: WebhooksIT has the right one
      }
      Reply reply =
          send(
              operation.method(),
              operation.url(new HashMap<>(operation.required(IDS))),
              operation.isPublic() ? "" : admin.token(),
              body);
      if (reply.status() != 422
          || reply.fields().stream().noneMatch(field -> field.contains("bad"))) {
        wrong.add(operation.id() + " " + reply);
      }
    }
    assertThat(wrong).isEmpty();
  }

  @Test
  void anonymousLoginsAndNewUsers() throws Exception {
    String login = "{\"username\":\"%s\",\"password\":\"%s\"}";
    assertThat(send("POST", "/auth/login", "", login.formatted("a\\u0000", "x")).fields())
        .containsExactly("username");
    assertThat(send("POST", "/auth/login", "", login.formatted("a", "\\ud83d")).fields())
        .containsExactly("password");
    String user = "{\"username\":\"new-user\",\"password\":\"%s\",\"role\":\"user\"}";
    assertThat(
            send("POST", "/users", admin.token(), user.formatted("long-enough-\\u0000")).fields())
        .containsExactly("password");
    assertThat(send("POST", "/auth/login", "", login.formatted("\\ud83d\\ude00", "x")).status())
        .isEqualTo(401);
  }

  /** A raw NUL is no JSON; bytes of a surrogate are no UTF-8 and read as a replacement. */
  @Test
  void rawBytes() throws Exception {
    assertThat(send("POST", "/auth/login", "", "{\"username\":\"a\0\"}").status()).isEqualTo(400);
    try (RawConnection connection = new RawConnection(port)) {
      byte[] head = "{\"username\":\"".getBytes(StandardCharsets.UTF_8);
      byte[] tail = "\",\"password\":\"x\"}".getBytes(StandardCharsets.UTF_8);
      connection.post("/api/v1/auth/login", "", head.length + 3 + tail.length).send(head);
      connection.send(new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}).send(tail);
      assertThat(connection.status()).isBetween(400, 499);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/events?ticket=%00",
        "/api/v1/calendar.ics?key=%00",
        "/api/v1/ws?ticket=a%00",
        "/eventbus/websocket?ticket=%00",
        "/api/v1/no/such%00path",
        "/api/v1/auth/me?a%00b=1"
      })
  void credentialsInAddressesAndUnknownPlaces(String path) throws Exception {
    if (path.startsWith("/eventbus")) {
      assertThat(get(path, "")).as("it refuses over the socket").isEqualTo(101);
    } else {
      assertThat(get(path, "")).isBetween(400, 499);
    }
    assertThat(get(path, "Authorization: Bearer " + admin.token() + "\r\n")).isBetween(101, 499);
  }

  private static int get(String path, String authorization) throws IOException {
    String upgrade =
        path.contains("/ws") || path.contains("/websocket")
            ? "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
            : "";
    try (RawConnection connection = new RawConnection(port)) {
      connection.send(
          "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n" + authorization + upgrade + "\r\n");
      return connection.status();
    }
  }

  @ParameterizedTest
  @EnumSource
  void bothBridges(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
      JsonNode parameter = client.call("listAudit", Map.of("operation", "a\0"));
      assertThat(parameter.at("/failureCode").asInt()).isEqualTo(422);
      assertThat(parameter.at("/body/errors/0/field").asText()).isEqualTo("operation");
      JsonNode value = client.call("login", Map.of("username", "a\0", "password", "x"));
      assertThat(value.at("/body/errors/0/field").asText()).isEqualTo("username");
      JsonNode name = client.call("createUser", Map.of("na\0me", 1));
      assertThat(name.at("/failureCode").asInt()).isEqualTo(422);
      JsonNode header =
          client.call("getMe", Map.of(), Map.of("X-Api-Key", "arw_\0", "Authorization", "x"));
      assertThat(header.at("/failureCode").asInt()).isBetween(400, 499);
      JsonNode key = client.call("createDownload", Map.of(), Map.of("Idempotency-Key", "k\0"));
      assertThat(key.at("/failureCode").asInt()).isEqualTo(422);
    }
  }

  @Test
  void fieldsAndNamesOfFiles() {
    byte[] file = "d8:announce3:abce".getBytes(StandardCharsets.UTF_8);
    Api.Reply field = admin.uploadFile("/downloads", Map.of("category", "a\0"), "x.torrent", file);
    assertThat(field.status()).as(field.text()).isEqualTo(422);
    assertThat(field.at("/errors/0/field").asText()).isEqualTo("category");
    Api.Reply name = admin.uploadFile("/downloads", Map.of(), "x\0.torrent", file);
    assertThat(name.at("/errors/0/field").asText()).as(name.text()).isEqualTo("file");
    Api.Reply playlist =
        admin.upload("/playlists", "a\0b", "#EXTM3U\n".getBytes(StandardCharsets.UTF_8));
    assertThat(playlist.at("/errors/0/field").asText()).as(playlist.text()).isEqualTo("name");
  }
}
