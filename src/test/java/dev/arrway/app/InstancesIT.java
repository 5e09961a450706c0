package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Instances as their owners handle them, with real sockets, actors and PostgreSQL behind the API.
 */
class InstancesIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  private static TestGateway gateway;
  private static Api admin;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    gateway.newUser("household", "user");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void clear() {
    gateway.radarr().server().faults().clear();
    for (JsonNode instance : admin.get("/instances?limit=500").json().path("items")) {
      admin.delete("/instances/" + instance.path("id").asLong());
    }
  }

  private static Map<String, Object> request(Object... pairs) {
    Map<String, Object> request =
        new HashMap<>(
            Map.of(
                "name",
                "Radarr",
                "instance_type",
                "radarr",
                "url",
                gateway.radarr().server().url(),
                "api_key",
                KEY));
    for (int i = 0; i < pairs.length; i += 2) {
      request.put((String) pairs[i], pairs[i + 1]);
    }
    return request;
  }

  private static List<String> fields(Api.Reply reply) {
    return reply.json().path("errors").findValuesAsText("field");
  }

  @Test
  void aNewInstanceIsTestedAtOnce() {
    Api.Reply made = admin.post("/instances", request());
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("/last_connection_success").asBoolean()).isTrue();
    assertThat(made.at("/health").asText()).isEqualTo("ok");
    assertThat(made.at("/is_healthy").asBoolean()).isTrue();
    assertThat(made.at("/version").asText()).isNotEmpty();
    assertThat(made.text()).doesNotContain(KEY);
  }

  @Test
  void aFailingTestDoesNotUndoTheCreation() {
    Api.Reply made =
        admin.post("/instances", request("api_key", "ffffffffffffffffffffffffffffffff"));
    assertThat(made.status()).isEqualTo(201);
    assertThat(made.at("/health").asText()).isEqualTo("auth_failed");
    assertThat(made.at("/last_connection_success").asBoolean(true)).isFalse();
    assertThat(admin.get("/instances/" + made.id()).status()).isEqualTo(200);
  }

  @Test
  void eachWayOfFailingHasItsOwnHealth() {
    long id = admin.post("/instances", request()).id();
    gateway.radarr().server().faults().add(Fault.of(FaultKind.LOGIN_PAGE));
    Api.Reply html = admin.post("/instances/" + id + "/test");
    assertThat(html.at("/success").asBoolean(true)).isFalse();
    assertThat(html.at("/message").asText()).isEqualTo("Something else answers at this address.");
    assertThat(health(id)).isEqualTo("degraded");
    gateway.radarr().server().faults().clear();
    Futures.await(gateway.radarr().server().close());
    admin.post("/instances/" + id + "/test");
    assertThat(health(id)).isEqualTo("unreachable");
    Futures.await(gateway.radarr().server().reopen());
    await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.post("/instances/" + id + "/test").at("/success").asBoolean());
    assertThat(health(id)).isEqualTo("ok");
  }

  private static String health(long id) {
    return admin.get("/instances/" + id).at("/health").asText();
  }

  @Test
  void everythingThatIsWrongIsToldAtOnce() {
    Api.Reply reply =
        admin.post(
            "/instances",
            Map.of(
                "name", "Wrong",
                "instance_type", "radarr",
                "url", "http://127.0.0.1:7878/?a=b",
                "username", "someone",
                "settings", Map.of("max_retries", 99, "max_retrys", 1)));
    assertThat(reply.status()).isEqualTo(422);
    assertThat(fields(reply))
        .contains("url", "username", "settings.max_retries", "settings.max_retrys");
    assertThat(fields(admin.post("/instances", request("instance_type", "radar"))))
        .containsExactly("instance_type");
  }

  @Test
  void namesAreUniqueAmongOnesOwn() {
    long first = admin.post("/instances", request()).id();
    assertThat(admin.post("/instances", request("name", "RADARR")).status()).isEqualTo(409);
    long second = admin.post("/instances", request("name", "Other")).id();
    assertThat(admin.put("/instances/" + second, Map.of("name", "radarr")).status()).isEqualTo(409);
    assertThat(admin.put("/instances/" + first, Map.of("name", "radarr")).status()).isEqualTo(200);
  }

  @Test
  void newestComesFirstInPages() {
    for (int i = 0; i < 3; i++) {
      admin.post("/instances", request("name", "Radarr " + i));
    }
    Api.Reply page = admin.get("/instances?limit=2&offset=1");
    assertThat(page.at("/total").asInt()).isEqualTo(3);
    assertThat(page.json().path("items").findValuesAsText("name"))
        .containsExactly("Radarr 1", "Radarr 0");
  }

  @Test
  void aChangedOriginAsksForTheKeyAgain() {
    long id = admin.post("/instances", request()).id();
    Map<String, Object> elsewhere = Map.of("url", "http://127.0.0.1:1");
    assertThat(fields(admin.put("/instances/" + id, elsewhere))).containsExactly("api_key");
    Api.Reply withKey =
        admin.put("/instances/" + id, Map.of("url", "http://127.0.0.1:1", "api_key", KEY));
    assertThat(withKey.status()).isEqualTo(200);
  }

  @Test
  void aDisabledInstanceIsLeftAlone() {
    long id = admin.post("/instances", request()).id();
    admin.put("/instances/" + id, Map.of("enabled", false));
    long before = gateway.radarr().server().requests().total();
    assertThat(admin.get("/instances/" + id + "/status").status()).isEqualTo(409);
    assertThat(health(id)).isEqualTo("disabled");
    assertThat(gateway.radarr().server().requests().total()).isEqualTo(before);
    admin.put("/instances/" + id, Map.of("enabled", true));
    assertThat(admin.get("/instances/" + id + "/status").status()).isEqualTo(200);
  }

  @Test
  void aStoppedActorAnswers503AndLeavesTheOthers() {
    long first = admin.post("/instances", request()).id();
    long second = admin.post("/instances", request("name", "Other")).id();
    Futures.await(gateway.gateway().features().fleet().undeploy(first));
    Api.Reply gone = admin.get("/instances/" + first + "/queue");
    assertThat(gone.status()).isEqualTo(503);
    assertThat(gone.at("/code").asText()).isEqualTo("actor_unavailable");
    assertThat(admin.get("/instances/" + second + "/queue").status()).isEqualTo(200);
  }

  @Test
  void usersReachNeitherThisMachineNorThePrivateNetwork() {
    Api user = gateway.login("household");
    for (String url :
        List.of(
            "http://127.0.0.1:7878",
            "http://localhost:7878",
            "http://2130706433/",
            "http://[::ffff:127.0.0.1]/",
            "http://192.168.1.10:7878",
            "http://169.254.169.254/latest")) {
      Api.Reply refused = user.post("/instances", request("url", url));
      assertThat(refused.status()).as(url).isEqualTo(422);
      assertThat(refused.at("/code").asText()).as(url).isEqualTo("address_blocked");
    }
  }

  @Test
  void administratorsCannotPointAtTheGatewayItself() {
    Api.Reply refused = admin.post("/instances", request("url", gateway.gateway().url()));
    assertThat(refused.at("/code").asText()).isEqualTo("address_blocked");
  }

  @Test
  void driftIsMeasuredFieldByField() {
    long id = admin.post("/instances", request()).id();
    Api.Reply first = admin.get("/instances/" + id + "/drift");
    assertThat(first.at("/drift_detected").asBoolean(true)).isFalse();
    assertThat(first.at("/quality_profiles_count").asInt()).isPositive();
    assertThat(first.at("/system_status/app_name").asText()).isEqualTo("Radarr");
    gateway.radarr().state().addTag("brand-new");
    Api.Reply drifted = admin.get("/instances/" + id + "/drift");
    assertThat(drifted.at("/drift_detected").asBoolean()).isTrue();
    JsonNode detail = drifted.at("/drift_details/0");
    assertThat(detail.path("kind").asText()).isEqualTo("added");
    assertThat(detail.path("path").asText()).contains("tags").contains("brand-new");
    admin.put("/instances/" + id + "/drift/ignore", Map.of("paths", List.of("tags[*")));
    assertThat(admin.get("/instances/" + id + "/drift").at("/drift_detected").asBoolean(true))
        .isFalse();
    admin.put("/instances/" + id + "/drift/ignore", Map.of("paths", List.of()));
    Api.Reply accepted = admin.post("/instances/" + id + "/drift/baseline");
    assertThat(accepted.status()).isEqualTo(201);
    assertThat(accepted.at("/version").asInt()).isEqualTo(2);
    assertThat(admin.get("/instances/" + id + "/drift").at("/drift_detected").asBoolean(true))
        .isFalse();
    Api.Reply baselines = admin.get("/instances/" + id + "/drift/baselines");
    assertThat(baselines.at("/total").asInt()).isEqualTo(2);
    assertThat(baselines.at("/items/0/accepted_by").asText()).isEqualTo("admin");
    assertThat(baselines.at("/items/1/current").asBoolean(true)).isFalse();
  }

  @Test
  void whatHappensToAnInstanceIsToldInEvents() {
    long id = admin.post("/instances", request()).id();
    admin.put("/instances/" + id, Map.of("name", "Renamed"));
    admin.delete("/instances/" + id);
    await()
        .atMost(Duration.ofSeconds(10))
        .untilAsserted(
            () ->
                assertThat(
                        admin
                            .get("/events/history?instance_id=" + id)
                            .json()
                            .path("items")
                            .findValuesAsText("type"))
                    .contains(
                        "instance.created",
                        "instance.tested",
                        "instance.health_changed",
                        "instance.updated",
                        "instance.deleted"));
  }

  @Test
  void allAreTestedAtTheSameTime() {
    admin.post("/instances", request());
    admin.post("/instances", request("name", "Broken", "url", "http://127.0.0.1:1"));
    Api.Reply all = admin.post("/instances/test");
    assertThat(all.at("/total").asInt()).isEqualTo(2);
    assertThat(all.at("/succeeded").asInt()).isEqualTo(1);
    assertThat(all.at("/failed").asInt()).isEqualTo(1);
  }
}
