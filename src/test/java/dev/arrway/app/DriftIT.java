package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.arr.ArrState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Drift from the baseline to the way back, as users see it. */
class DriftIT {
  private static TestGateway gateway;
  private static Api admin;
  private static int named;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"), Map.of("drift.check_interval", "0s"));
    admin = gateway.admin();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static String radarr() {
    return "/instances/" + gateway.addRadarr(admin, "Films " + ++named) + "/drift";
  }

  private static ArrState state() {
    return gateway.radarr().state();
  }

  private static int profile(String name) {
    return idOf(state().profiles().list(), "name", name);
  }

  private static int idOf(List<JsonObject> all, String key, String value) {
    return all.stream()
        .filter(one -> value.equals(one.getString(key)))
        .findFirst()
        .orElseThrow()
        .getInteger("id");
  }

  private static List<String> paths(JsonNode report) {
    return report.path("drift_details").findValuesAsText("path");
  }

  private static List<String> paths(String drift) {
    Api.Reply reply = admin.get(drift);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return paths(reply.json());
  }

  private static void awaitClean(String drift) {
    await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(paths(drift)).isEmpty());
  }

  @Test
  void fromBaselineToReportToIgnoreToAcceptToRevertToClean() {
    String drift = radarr();
    Api.Reply accepted = admin.post(drift + "/baseline");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
    assertThat(accepted.at("/version").asInt()).isEqualTo(1);
    assertThat(accepted.at("/counts/quality_profiles").asInt()).isEqualTo(4);
    assertThat(paths(drift)).isEmpty();

    state().profiles().change(profile("Any"), p -> p.put("upgradeAllowed", false));
    state().naming().change(1, n -> n.put("renameMovies", false));
    int tag = state().addTag("brand-new");
    state().tags().removeIf(one -> "family".equals(one.getString("label")));
    JsonNode report = admin.get(drift).json();
    assertThat(paths(report))
        .containsExactly(
            "naming.rename_movies",
            "quality_profiles[Any].upgrade_allowed",
            "tags[brand-new]",
            "tags[family]");
    assertThat(report.at("/drift_details/0/expected").asBoolean()).isTrue();
    assertThat(report.at("/drift_details/0/actual").asBoolean(true)).isFalse();
    assertThat(report.at("/drift_details/2/kind").asText()).isEqualTo("added");
    assertThat(report.at("/drift_details/3/kind").asText()).isEqualTo("removed");
    assertThat(admin.get(drift + "?format=diff").text())
        .contains("@@ naming @@\n-rename_movies: true\n+rename_movies: false\n")
        .contains("@@ tags[brand-new] @@\n+\"brand-new\"\n");

    admin.put(drift + "/ignore", Map.of("paths", List.of("tags[brand*")));
    assertThat(admin.get(drift + "/ignore").at("/paths/0").asText()).isEqualTo("tags[brand*");
    JsonNode less = admin.get(drift).json();
    assertThat(paths(less)).hasSize(3);
    assertThat(less.path("ignored_count").asInt()).isEqualTo(1);
    admin.put(drift + "/ignore", Map.of("paths", List.of()));

    assertThat(admin.post(drift + "/baseline").at("/version").asInt()).isEqualTo(2);
    assertThat(paths(drift)).isEmpty();
    assertThat(paths(drift + "?version=1")).hasSize(4);
    assertThat(admin.get(drift + "?version=9").status()).isEqualTo(404);
    assertThat(admin.get(drift + "/baselines").at("/total").asInt()).isEqualTo(2);

    Api.Reply shown = admin.post(drift + "/revert", Map.of("version", 1));
    assertThat(shown.status()).as(shown.text()).isEqualTo(200);
    assertThat(shown.at("/dry_run").asBoolean()).isTrue();
    assertThat(shown.json().path("changes").findValuesAsText("action"))
        .containsExactly("create", "update", "update");
    assertThat(shown.at("/not_reverted/0/path").asText()).isEqualTo("tags[brand-new]");
    assertThat(paths(drift + "?version=1")).hasSize(4);

    Map<String, Object> request = Map.of("version", 1, "dry_run", false, "delete_added", true);
    Api.Reply begun = admin.named("back", drift + "/revert", request);
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.at("/outbox_ids")).hasSize(4);
    awaitClean(drift + "?version=1");
    assertThat(state().tags().has(tag)).isFalse();
    Api.Reply again = admin.named("back", drift + "/revert", request);
    assertThat(again.json()).isEqualTo(begun.json());
    assertThat(admin.post(drift + "/revert", request).status()).isEqualTo(200);
  }

  @Test
  void whatIsMadeAgainGetsNewIdsAndIsFoundByItsName() {
    state().addFormat("Scored");
    int format = idOf(state().formats().list(), "name", "Scored");
    state().profiles().change(profile("Ultra-HD"), p -> score(p, format, 50));
    String drift = radarr();
    assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    state().removeFormat(format);
    state().profiles().remove(profile("HD-1080p"));
    state().setVersion("9.9.9.9");
    assertThat(paths(drift))
        .containsExactly(
            "custom_formats[Scored]",
            "quality_profiles[HD-1080p]",
            "quality_profiles[Ultra-HD].format_scores[Scored]",
            "version");
    Api.Reply begun = admin.post(drift + "/revert", Map.of("dry_run", false));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.at("/not_reverted/0/path").asText()).isEqualTo("version");
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(paths(drift)).containsExactly("version"));
    assertThat(idOf(state().formats().list(), "name", "Scored")).isNotEqualTo(format);
    state().setVersion(state().vendor().version());
    state().removeFormat(idOf(state().formats().list(), "name", "Scored"));
  }

  private static JsonObject score(JsonObject profile, int format, int score) {
    for (Object item : profile.getJsonArray("formatItems")) {
      if (((JsonObject) item).getInteger("format") == format) {
        ((JsonObject) item).put("score", score);
      }
    }
    return profile;
  }

  @Test
  void onlyWhatIsNamedIsPutBack() {
    String drift = radarr();
    assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    int any = profile("Any");
    state().profiles().change(any, p -> p.put("minFormatScore", 7).put("upgradeAllowed", false));
    Api.Reply begun =
        admin.post(
            drift + "/revert",
            Map.of("dry_run", false, "paths", List.of("quality_profiles[Any].min_format_score")));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(paths(drift)).containsExactly("quality_profiles[Any].upgrade_allowed"));
    state().profiles().change(any, p -> p.put("upgradeAllowed", true));
  }

  @Test
  void aWayBackThatBeginsWhileTheServerIsDownArrivesLater() {
    String drift = radarr();
    assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    state().mediaManagement().change(1, m -> m.put("recycleBin", "/bin"));
    int tag = state().addTag("stays-away");
    state().tags().remove(tag);
    assertThat(paths(drift)).containsExactly("media_management.recycle_bin");
    Futures.await(gateway.radarr().server().close());
    Api.Reply begun = admin.post(drift + "/revert", Map.of("dry_run", false));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.at("/stale").asBoolean()).isTrue();
    long change = begun.at("/outbox_ids/0").asLong();
    assertThat(admin.get("/outbox/" + change).at("/state").asText()).isIn("queued", "sent");
    Futures.await(gateway.radarr().server().reopen());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox/" + change).at("/state").asText())
                    .isEqualTo("confirmed"));
    awaitClean(drift);
  }

  @Test
  void threeHundredBigFormatsAreReadComparedAndPutBack() {
    long sonarr = gateway.addSonarr(admin, "Shows");
    String drift = "/instances/" + sonarr + "/drift";
    admin.put("/instances/" + sonarr, Map.of("rate_limit_per_minute", 6_000));
    ArrState state = gateway.sonarr().state();
    for (int i = 0; i < 300; i++) {
      state.addFormat(big("Format " + i));
    }
    Api.Reply accepted = admin.post(drift + "/baseline");
    assertThat(accepted.status()).as(accepted.text()).isEqualTo(201);
    assertThat(accepted.at("/counts/custom_formats").asInt()).isEqualTo(302);
    assertThat(paths(drift)).isEmpty();
    int one = idOf(state.formats().list(), "name", "Format 123");
    state.changeFormat(one, new JsonObject().put("includeCustomFormatWhenRenaming", true));
    assertThat(paths(drift))
        .containsExactly("custom_formats[Format 123].include_custom_format_when_renaming");
    for (int i = 0; i < 299; i++) {
      state.removeFormat(idOf(state.formats().list(), "name", "Format " + i));
    }
    Api.Reply begun = admin.post(drift + "/revert", Map.of("dry_run", false));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    assertThat(begun.at("/outbox_ids")).hasSize(299);
    awaitClean(drift);
  }

  /** About 5 kB of a long expression, besides the choices that a form would offer. */
  private static JsonObject big(String name) {
    JsonArray options = new JsonArray();
    for (int i = 0; i < 50; i++) {
      options.add(
          new JsonObject().put("value", i).put("name", "Language number " + i).put("order", i));
    }
    JsonObject field =
        new JsonObject()
            .put("name", "value")
            .put("value", "\\b(one|two)\\b".repeat(400))
            .put("selectOptions", options);
    return new JsonObject()
        .put("name", name)
        .put(
            "specifications",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("name", "Language")
                        .put("implementation", "LanguageSpecification")
                        .put("negate", false)
                        .put("required", true)
                        .put("fields", new JsonArray().add(field))));
  }

  @Test
  void onlyTheLastTwentyBaselinesAreKept() {
    String drift = radarr();
    for (int i = 0; i < 22; i++) {
      assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    }
    JsonNode all = admin.get(drift + "/baselines").json();
    assertThat(all.path("total").asInt()).isEqualTo(20);
    assertThat(all.at("/items/0/version").asInt()).isEqualTo(22);
  }

  @Test
  void strangersAndViewersChangeNothing() {
    String drift = radarr();
    gateway.newUser("drift-stranger", "user");
    gateway.newUser("drift-viewer", "viewer");
    Api stranger = gateway.login("drift-stranger");
    assertThat(stranger.get(drift).status()).isEqualTo(404);
    assertThat(stranger.get(drift + "/ignore").status()).isEqualTo(404);
    assertThat(stranger.post(drift + "/baseline").status()).isEqualTo(404);
    assertThat(stranger.post(drift + "/revert", Map.of("dry_run", false)).status()).isEqualTo(404);
    Api viewer = gateway.login("drift-viewer");
    assertThat(viewer.post(drift + "/revert", Map.of()).status()).isEqualTo(403);
    assertThat(viewer.post(drift + "/baseline").status()).isEqualTo(403);
  }
}
