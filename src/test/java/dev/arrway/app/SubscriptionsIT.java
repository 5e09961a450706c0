package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.feature.subscriptions.Receiver;
import dev.arrway.feature.subscriptions.Receiver.Got;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions as users have them, against a real receiver. */
class SubscriptionsIT {
  private static final String SECRET = "whsec_secret-of-the-subscription-test";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static TestGateway gateway;
  private static Vertx vertx;
  private static Receiver receiver;
  private static Api owner;
  private static long instance;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    vertx = Vertx.vertx();
    receiver = Receiver.start(vertx);
    owner = gateway.admin();
    instance = gateway.addRadarr(owner, "Mine");
    gateway.newUser("somebody", "user");
    gateway.newUser("onlooker", "viewer");
  }

  @AfterAll
  static void stop() throws Exception {
    gateway.close();
    receiver.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  @BeforeEach
  void fresh() {
    for (JsonNode each : owner.get("/subscriptions").at("/items")) {
      owner.delete("/subscriptions/" + each.at("/id").asLong());
    }
    receiver.answers(Receiver.status(204));
    receiver.forget();
  }

  private static Map<String, Object> request(Object... more) {
    Map<String, Object> body = new HashMap<>();
    body.put("name", "Hook");
    body.put("url", receiver.url() + "/hook/" + "k".repeat(24) + "?token=tell-nobody");
    for (int i = 0; i < more.length; i += 2) {
      body.put((String) more[i], more[i + 1]);
    }
    return body;
  }

  private static String path(Api.Reply made) {
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return "/subscriptions/" + made.id();
  }

  private static Got first(String type) {
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> receiver.got().stream().anyMatch(got -> got.type().equals(type)));
    return receiver.got().stream().filter(got -> got.type().equals(type)).findFirst().orElseThrow();
  }

  @Test
  void whatHappensIsDeliveredAndCanBeVerified() throws Exception {
    Api.Reply made = owner.post("/subscriptions", request("types", List.of("instance.*")));
    String path = path(made);
    String secret = made.at("/secret").asText();
    assertThat(secret).startsWith("whsec_").hasSizeGreaterThan(40);
    owner.post("/instances/" + instance + "/test");
    Got got = first("instance.tested");
    JsonNode event = JSON.readTree(got.body());
    assertThat(event.at("/type").asText()).isEqualTo("instance.tested");
    assertThat(event.at("/instance_id").asLong()).isEqualTo(instance);
    JsonNode same = owner.get("/events/history?types=instance.tested&limit=1").at("/items/0");
    assertThat(event).isEqualTo(same);

    String[] parts = got.header("x-arrway-signature").split("[=,]");
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
    byte[] signed = mac.doFinal((parts[1] + "." + got.body()).getBytes(StandardCharsets.UTF_8));
    assertThat(parts[3]).isEqualTo(HexFormat.of().formatHex(signed));

    await().until(() -> owner.get(path + "/deliveries?state=delivered").at("/total").asInt() >= 1);
    JsonNode delivery = owner.get(path + "/deliveries?state=delivered").at("/items/0");
    assertThat(delivery.at("/status").asInt()).isEqualTo(204);
    assertThat(delivery.at("/attempts").asInt()).isEqualTo(1);
    assertThat(receiver.got()).anyMatch(it -> it.key().equals(delivery.at("/id").asText()));
    assertThat(owner.get(path + "/deliveries?state=dead_lettered").at("/total").asInt()).isZero();
    assertThat(owner.get(path).at("/state").asText()).isEqualTo("idle");
  }

  @Test
  void secretsAreShownOnceOrNever() {
    Api.Reply made =
        owner.post(
            "/subscriptions",
            request(
                "secret", SECRET, "headers", Map.of("Authorization", "Bearer tell-nobody-too")));
    String path = path(made);
    assertThat(made.at("/secret").asText()).isEqualTo(SECRET);
    String shown = owner.get(path).text() + owner.get("/subscriptions").text();
    assertThat(shown + made.text()).doesNotContain("tell-nobody", "k".repeat(24));
    assertThat(shown).doesNotContain(SECRET).contains("/hook/********?token=********");
    assertThat(gateway.dump()).doesNotContain(SECRET, "tell-nobody");

    // What was shown may be sent back: nothing is lost by it.
    Map<String, Object> back = new HashMap<>();
    back.put("url", owner.get(path).at("/url").asText());
    back.put("headers", Map.of("Authorization", "********"));
    assertThat(owner.call("PATCH", path, back).status()).isEqualTo(200);
    assertThat(owner.post(path + "/test").at("/success").asBoolean()).isTrue();
    Got got = first("subscription.test");
    assertThat(got.path()).endsWith("?token=tell-nobody");
    assertThat(got.header("authorization")).isEqualTo("Bearer tell-nobody-too");

    Api.Reply renewed = owner.call("PATCH", path, Map.of("new_secret", true));
    assertThat(renewed.at("/secret").asText()).startsWith("whsec_").isNotEqualTo(SECRET);
    assertThat(owner.call("PATCH", path, Map.of("name", "Other")).json().has("secret")).isFalse();
  }

  @Test
  void aChangedServerGetsNoHeadersOfTheFormerOne() {
    String path =
        path(owner.post("/subscriptions", request("headers", Map.of("X-Key", "of-the-first"))));
    Api.Reply moved = owner.call("PATCH", path, Map.of("url", "http://127.0.0.1:1/elsewhere"));
    assertThat(moved.status()).isEqualTo(422);
    assertThat(moved.at("/errors/0/field").asText()).isEqualTo("headers");
    Api.Reply masked =
        owner.call(
            "PATCH",
            path,
            Map.of("url", "http://127.0.0.1:1/elsewhere", "headers", Map.of("X-Key", "********")));
    assertThat(masked.status()).isEqualTo(422);
  }

  @Test
  void theTestSaysHowItEnded() {
    String path = path(owner.post("/subscriptions", request("format", "discord")));
    Api.Reply good = owner.post(path + "/test");
    assertThat(good.at("/success").asBoolean()).isTrue();
    assertThat(good.at("/status").asInt()).isEqualTo(204);
    assertThat(first("subscription.test").body()).contains("\"embeds\"");
    receiver.answers(Receiver.status(404));
    Api.Reply bad = owner.post(path + "/test");
    assertThat(bad.status()).isEqualTo(200);
    assertThat(bad.at("/success").asBoolean()).isFalse();
    assertThat(bad.at("/error").asText()).isEqualTo("status_404");
    assertThat(owner.get(path + "/deliveries").at("/total").asInt()).isZero();
  }

  @Test
  void addressesThatMayNotBeCalledAreRefusedByName() {
    Api user = gateway.login("somebody");
    String own = gateway.gateway().url();
    for (String url :
        List.of(
            receiver.url(),
            "http://localhost/x",
            "http://10.0.0.1/x",
            "http://192.168.1.1/x",
            "http://[::1]/x",
            "http://[::ffff:127.0.0.1]/x",
            "http://2130706433/x",
            "http://0x7f.1/x",
            "http://169.254.169.254/latest/meta-data",
            "http://0.0.0.0/x")) {
      refused(user.post("/subscriptions", request("url", url)), url);
    }
    for (String url : List.of("http://169.254.169.254/latest", own, "http://224.0.0.1/x")) {
      refused(owner.post("/subscriptions", request("url", url)), url);
    }
    String path = path(owner.post("/subscriptions", request()));
    refused(owner.call("PATCH", path, Map.of("url", "http://169.254.169.254/x")), "changed");
    assertThat(user.get("/subscriptions").at("/total").asInt()).isZero();
  }

  private static void refused(Api.Reply reply, String what) {
    assertThat(reply.status()).as(what).isEqualTo(422);
    assertThat(reply.at("/errors/0/field").asText()).as(what).isEqualTo("url");
  }

  @Test
  void aUserHasAHundredSubscriptionsAtMost() {
    gateway.newUser("collector", "admin");
    Api collector = gateway.login("collector");
    for (int i = 0; i < 100; i++) {
      assertThat(path(collector.post("/subscriptions", request("name", "Hook " + i)))).isNotEmpty();
    }
    Api.Reply refused = collector.post("/subscriptions", request("name", "One more"));
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("/detail").asText()).contains("100 subscriptions");
  }

  @Test
  void whatIsWrongIsNamed() {
    Api.Reply wrong =
        owner.post(
            "/subscriptions",
            request(
                "url",
                "https://ntfy.example/",
                "format",
                "ntfy",
                "instance_ids",
                List.of(999),
                "headers",
                Map.of("Host", "elsewhere", "X-Arrway-Event", "forged")));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.json().path("errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("url", "instance_ids", "headers.Host", "headers.X-Arrway-Event");
    Api.Reply line =
        owner.post("/subscriptions", request("headers", Map.of("X-A", "b\r\nX-Injected: c")));
    assertThat(line.at("/errors/0/field").asText()).isEqualTo("headers.X-A");
    assertThat(owner.post("/subscriptions", request("types", List.of("Movie"))).status())
        .isEqualTo(422);
    assertThat(owner.post("/subscriptions", request()).status()).isEqualTo(201);
    Api.Reply again = owner.post("/subscriptions", request());
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.at("/errors/0/field").asText()).isEqualTo("name");
  }

  @Test
  void othersHaveNoPartInIt() {
    String path = path(owner.post("/subscriptions", request()));
    Api user = gateway.login("somebody");
    assertThat(user.get(path).status()).isEqualTo(404);
    assertThat(user.call("PATCH", path, Map.of("active", false)).status()).isEqualTo(404);
    assertThat(user.post(path + "/test").status()).isEqualTo(404);
    assertThat(user.post(path + "/replay", Map.of("dead_letters", true)).status()).isEqualTo(404);
    assertThat(user.get(path + "/deliveries").status()).isEqualTo(404);
    assertThat(user.delete(path).status()).isEqualTo(404);
    Api viewer = gateway.login("onlooker");
    assertThat(viewer.post("/subscriptions", request()).status()).isEqualTo(403);
    assertThat(viewer.get("/subscriptions").status()).isEqualTo(200);
    assertThat(owner.delete(path).status()).isEqualTo(204);
    assertThat(owner.get(path).status()).isEqualTo(404);
  }

  @Test
  void whatIsReplayedComesAgainUnderTheSameName() {
    Api.Reply made = owner.post("/subscriptions", request("types", List.of("instance.tested")));
    String path = path(made);
    owner.post("/instances/" + instance + "/test");
    String key = first("instance.tested").key();
    receiver.forget();
    await().until(() -> owner.get(path).at("/state").asText().equals("idle"));
    Api.Reply replay = owner.post(path + "/replay", Map.of("after", made.at("/cursor").asText()));
    assertThat(replay.status()).isEqualTo(202);
    assertThat(first("instance.tested").key()).isEqualTo(key);
    assertThat(owner.post(path + "/replay", Map.of("after", "00000000-1")).status()).isEqualTo(422);
    assertThat(owner.post(path + "/replay", Map.of("dead_letters", false)).status()).isEqualTo(422);
    owner.call("PATCH", path, Map.of("active", false));
    assertThat(owner.post(path + "/replay", Map.of("dead_letters", true)).status()).isEqualTo(409);
  }

  @Test
  void whatHappensWhileSwitchedOffIsNotDelivered() {
    String path = path(owner.post("/subscriptions", request("types", List.of("instance.tested"))));
    assertThat(owner.call("PATCH", path, Map.of("active", false)).at("/state").asText())
        .isEqualTo("off");
    owner.post("/instances/" + instance + "/test");
    owner.call("PATCH", path, Map.of("active", true));
    owner.post("/instances/" + instance + "/test");
    String cursor =
        owner.get("/events/history?types=instance.tested&limit=1").at("/items/0/cursor").asText();
    assertThat(first("instance.tested").body()).contains(cursor);
  }
}
