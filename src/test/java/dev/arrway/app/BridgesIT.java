package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.DataInputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What clients may and may not through the event-bus bridges. */
class BridgesIT {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
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
  void aClientFollowsAndCallsOnOneSocket(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
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
  void aCursorReplaysWhatWasMissed(BusDoor door) {
    String cursor;
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
      client.register(Map.of());
      cursor = client.heard.get(0).at("/body/cursor").asText();
      assertThat(client.heard.get(0).at("/body/type").asText()).isEqualTo("position");
    }
    long id = gateway.addRadarr(admin, "Missed by " + door);
    long second = gateway.addRadarr(admin, "Not wanted by " + door);
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
      client.register(Map.of("after", cursor, "instance_id", Long.toString(id)));
      await().atMost(PATIENCE).until(() -> client.types().contains("instance.created"));
      assertThat(client.events())
          .allSatisfy(event -> assertThat(event.path("instance_id").asLong()).isEqualTo(id));
      assertThat(second).isNotEqualTo(id);
    }
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
      client.register(Map.of("after", cursor, "Last-Event-ID", "00000000-17"));
      assertThat(client.heard.get(0).path("type").asText()).isEqualTo(door.delivery);
      assertThat(client.heard.get(0).at("/body/type").asText()).isEqualTo("reset");
      assertThat(client.heard.get(0).at("/body/cursor").asText()).isNotBlank();
    }
  }

  @ParameterizedTest
  @EnumSource
  void unregisteringEndsTheEventsAndNothingElse(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
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
  void othersEventsNeverArrive(BusDoor door) {
    try (BusClient mine = door.open(gateway, BusDoor.bearer(admin));
        BusClient theirs = door.open(gateway, BusDoor.bearer(other))) {
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
  void addressesThatAreNotOfferedAreRefused(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
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
  void operationsThatOnlyHttpCarriesAndUnknownOnesSaySo(BusDoor door) {
    try (BusClient client = door.open(gateway, BusDoor.bearer(admin))) {
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

  @Test
  void framesAreWordedAsTheStockBridgesWordThem() {
    try (BusClient client = BusDoor.SOCKJS.open(gateway, BusDoor.bearer(admin))) {
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
    try (BusClient client = BusDoor.TCP.open(gateway, BusDoor.bearer(admin))) {
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

  /** One write brings more frames than may be unanswered, and then one that is no JSON. */
  @Test
  void framesBeyondTheUnansweredOnesAreRefusedUnread() throws Exception {
    int calls = 300;
    Buffer frames = Buffer.buffer();
    JsonObject call =
        new JsonObject()
            .put("type", "send")
            .put("address", "arrway.op.getMe")
            .put("replyAddress", "r");
    append(frames, call.copy().put("headers", BusDoor.bearer(admin)).encode());
    // Small frames, so that all of them are read before the first is answered.
    for (int i = 1; i < calls; i++) {
      append(frames, call.encode());
    }
    append(frames, "{");
    int port = gateway.gateway().tcpBridgePort().orElseThrow();
    List<String> answers = new ArrayList<>();
    try (Socket socket = new Socket("127.0.0.1", port);
        DataInputStream in = new DataInputStream(socket.getInputStream())) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write(frames.getBytes());
      while (answers.size() <= calls) {
        byte[] answer = new byte[in.readInt()];
        in.readFully(answer);
        answers.add(new String(answer, StandardCharsets.UTF_8));
      }
    }
    String refusal = new JsonObject().put("type", "err").put("message", "limit_exceeded").encode();
    assertThat(answers).contains(refusal);
    assertThat(String.join("", answers)).doesNotContain("invalid_json");
  }

  private static void append(Buffer frames, String frame) {
    frames.appendInt(frame.length()).appendString(frame);
  }
}
