package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Radarr and Sonarr tell what happens, and what they could not tell is found. */
class WebhooksIT {
  private static TestGateway gateway;
  private Api admin;
  private long radarr;

  @BeforeAll
  static void open() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of("webhooks.poll_interval", "1s", "webhooks.reconcile_interval", "1s"));
  }

  @BeforeEach
  void start() {
    admin = gateway.renew();
    radarr = gateway.addRadarr(admin, "Films");
    admin.post("/radarr-sync");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  private JsonNode register(long id) {
    Api.Reply reply = admin.post("/instances/" + id + "/webhook");
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private List<JsonNode> events(String types) {
    List<JsonNode> all = new ArrayList<>();
    admin.get("/events/history?limit=500&types=" + types).at("/items").forEach(all::add);
    return all;
  }

  private void awaitEvents(String types, int count, Duration atMost) {
    await()
        .atMost(atMost)
        .pollInterval(Duration.ofMillis(20))
        .untilAsserted(() -> assertThat(events(types)).hasSize(count));
  }

  /** Several looks at the history pass. */
  private void stays(String types, int count) {
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(15))
        .until(() -> events(types).size() == count);
  }

  private String secretOf(RadarrSandbox sandbox) {
    String url = address(sandbox);
    return url.substring(url.lastIndexOf('/') + 1);
  }

  private static String address(RadarrSandbox sandbox) {
    return sandbox.state().hooks().notifications().list().get(0).getJsonArray("fields").stream()
        .map(JsonObject.class::cast)
        .filter(field -> field.getString("name").equals("url"))
        .map(field -> field.getString("value"))
        .findFirst()
        .orElseThrow();
  }

  private static int free(RadarrSandbox sandbox) {
    return sandbox.library().list().stream()
        .filter(movie -> movie.file() == null)
        .findFirst()
        .orElseThrow()
        .id();
  }

  private boolean held(int tmdbId, String filter) {
    for (JsonNode one :
        admin.get("/instances/" + radarr + "/library?limit=500" + filter).at("/items")) {
      if (one.path("tmdb_id").asInt() == tmdbId) {
        return true;
      }
    }
    return false;
  }

  @Test
  void whatHappensThereIsKnownHereWithinASecond() {
    JsonNode state = register(radarr);
    assertThat(state.path("mode").asText()).isEqualTo("webhook");
    assertThat(state.path("url").asText())
        .isEqualTo(gateway.gateway().url() + "/api/v1/webhooks/" + radarr + "/********");
    assertThat(state.path("triggers").toString()).contains("onGrab", "onMovieAdded", "onUpgrade");
    RadarrSandbox sandbox = gateway.radarr();
    Title title = sandbox.library().catalogue().part(600, 1).get(0);
    assertThat(sandbox.library().add(title, movie -> movie)).isPresent();
    awaitEvents("movie.added", 1, Duration.ofSeconds(1));
    await().atMost(Duration.ofSeconds(5)).until(() -> held(title.id(), "&has_file=false"));
    int id = sandbox.library().byTmdb(title.id()).orElseThrow().id();
    String download = sandbox.library().grab(id, "WEBDL-1080p").orElseThrow();
    awaitEvents("release.grabbed", 1, Duration.ofSeconds(1));
    assertThat(sandbox.library().importFile(id, "WEBDL-1080p")).isPresent();
    awaitEvents("import.imported", 1, Duration.ofSeconds(1));
    await().atMost(Duration.ofSeconds(5)).until(() -> held(title.id(), "&has_file=true"));
    assertThat(events("release.grabbed,import.*"))
        .allSatisfy(
            event -> {
              assertThat(event.at("/data/download_id").asText()).isEqualToIgnoringCase(download);
              assertThat(event.at("/data/title").asText()).isEqualTo(title.title());
            });
    int issue = sandbox.state().addHealth("Check", "error", "Something is wrong");
    sandbox.state().removeHealth(issue);
    sandbox.library().removeFile(id);
    sandbox.library().remove(id);
    awaitEvents("movie.deleted", 1, Duration.ofSeconds(2));
    awaitEvents("health.reported,health.restored,movie.file_deleted", 3, Duration.ofSeconds(2));
    await().atMost(Duration.ofSeconds(5)).until(() -> !held(title.id(), ""));
    assertThat(events("movie.added,movie.deleted"))
        .allSatisfy(event -> assertThat(event.at("/data/via").asText()).isEqualTo("webhook"));
    assertThat(admin.get("/instances/" + radarr + "/webhook").at("/counts").toString())
        .contains("{\"type\":\"Grab\",\"received\":1")
        .contains("{\"type\":\"Download\",\"received\":1");
    // What the history shows of the same is no second event.
    stays("release.grabbed,import.*,movie.*", 5);
  }

  @Test
  void seriesTellToo() {
    long sonarr = gateway.addSonarr(admin, "Shows");
    admin.post("/sonarr-sync");
    register(sonarr);
    var library = gateway.sonarr().library();
    int episode =
        library.episodes().filter(one -> one.file() == null).findFirst().orElseThrow().id();
    assertThat(library.grab(episode, "WEBDL-1080p")).isPresent();
    assertThat(library.importFile(episode, "WEBDL-1080p")).isPresent();
    awaitEvents("release.grabbed", 1, Duration.ofSeconds(2));
    awaitEvents("import.*", 2, Duration.ofSeconds(2));
    stays("release.grabbed,import.*", 3);
  }

  @Test
  void whatTheGatewayAddsItselfIsOneEvent() {
    register(radarr);
    Title title = gateway.radarr().library().catalogue().part(620, 1).get(0);
    Api.Reply added =
        admin.post("/instances/" + radarr + "/library", Map.of("tmdb_id", title.id()));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    awaitEvents("movie.added", 1, Duration.ofSeconds(2));
    stays("movie.added", 1);
    assertThat(events("movie.added").get(0).at("/data/correlation_id").asText())
        .isEqualTo(events("outbox.confirmed").get(0).at("/data/correlation_id").asText());
  }

  @Test
  void anotherRegistrationIsTheSameWithANewSecret() {
    register(radarr);
    String first = secretOf(gateway.radarr());
    register(radarr);
    String second = secretOf(gateway.radarr());
    assertThat(gateway.radarr().state().hooks().notifications().size()).isEqualTo(1);
    assertThat(second).isNotEqualTo(first).hasSize(43);
    Map<String, Object> grab = Map.of("eventType", "Test");
    String at = "/webhooks/" + radarr + "/";
    assertThat(gateway.api().post(at + first, grab).status()).isEqualTo(404);
    assertThat(gateway.api().post(at + second, grab).status()).isEqualTo(200);
    assertThat(gateway.dump()).doesNotContain(first, second);
    assertThat(String.join("\n", admin.seen())).doesNotContain(first, second);
  }

  @Test
  void whoDoesNotKnowTheSecretLearnsNothing() {
    register(radarr);
    String secret = secretOf(gateway.radarr());
    List<String> texts = new ArrayList<>();
    for (String path :
        List.of(
            radarr + "/wrong",
            radarr + "/" + secret + "x",
            radarr + "/" + secret.toUpperCase(java.util.Locale.ROOT),
            "999/" + secret,
            "-1/" + secret,
            "0/" + secret,
            "x/" + secret,
            "99999999999999999999/" + secret)) {
      Api.Reply reply = gateway.api().post("/webhooks/" + path, Map.of("eventType", "Test"));
      assertThat(reply.status()).as(path).isEqualTo(404);
      texts.add(reply.at("/detail").asText());
    }
    assertThat(texts).containsOnly(texts.get(0));
    String big = "x".repeat(1_000_001);
    assertThat(gateway.api().post("/webhooks/" + radarr + "/" + secret, Map.of("a", big)).status())
        .isEqualTo(413);
    Api.Reply broken =
        gateway.api().post("/webhooks/" + radarr + "/" + secret, Map.of("a", "x\0y"));
    assertThat(broken.status()).as(broken.text()).isEqualTo(422);
    assertThat(broken.at("/errors/0/field").asText()).isEqualTo("a");
    // Whoever does not know the secret is refused before the message is read.
    assertThat(gateway.api().post("/webhooks/" + radarr + "/wrong", Map.of("a", big)).status())
        .isEqualTo(404);
    gateway.newUser("stranger", "user");
    Api stranger = gateway.login("stranger");
    String path = "/instances/" + radarr + "/webhook";
    assertThat(stranger.get(path).status()).isEqualTo(404);
    assertThat(stranger.post(path).status()).isEqualTo(404);
    assertThat(stranger.delete(path).status()).isEqualTo(404);
  }

  @Test
  void anInstanceThatCannotReachUsSaysSoAndIsPolled() {
    String path = "/instances/" + radarr + "/webhook";
    Api.Reply refused = admin.post(path, Map.of("url", "http://127.0.0.1:1"));
    assertThat(refused.status()).as(refused.text()).isEqualTo(422);
    assertThat(refused.at("/code").asText()).isEqualTo("upstream_rejected");
    assertThat(refused.at("/errors/0/field").asText()).isEqualTo("url");
    assertThat(refused.at("/errors/0/message").asText()).contains("test message");
    JsonNode state = admin.get(path).json();
    assertThat(state.path("mode").asText()).isEqualTo("polling");
    assertThat(state.path("registered").asBoolean()).isFalse();
    assertThat(state.at("/errors/0/field").asText()).isEqualTo("url");
    assertThat(gateway.radarr().state().hooks().notifications().size()).isZero();
    await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> !admin.get(path).at("/last_polled_at").isNull());
    int id = free(gateway.radarr());
    assertThat(gateway.radarr().library().importFile(id, "WEBDL-1080p")).isPresent();
    awaitEvents("import.imported", 1, Duration.ofSeconds(10));
    assertThat(events("import.imported").get(0).at("/data/via").asText()).isEqualTo("history");
    stays("import.imported", 1);
  }

  @Test
  void aRegistrationCanBeTakenBack() {
    register(radarr);
    String secret = secretOf(gateway.radarr());
    String path = "/instances/" + radarr + "/webhook";
    assertThat(admin.delete(path).status()).isEqualTo(204);
    assertThat(gateway.radarr().state().hooks().notifications().size()).isZero();
    assertThat(admin.get(path).at("/mode").asText()).isEqualTo("polling");
    Map<String, Object> test = Map.of("eventType", "Test");
    assertThat(gateway.api().post("/webhooks/" + radarr + "/" + secret, test).status())
        .isEqualTo(404);
    assertThat(admin.delete(path).status()).isEqualTo(204);
  }
}
