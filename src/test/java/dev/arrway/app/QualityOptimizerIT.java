package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.radarr.Movie;
import dev.arrway.sandbox.sonarr.Episode;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Keeping titles small, on libraries whose sizes are known. */
class QualityOptimizerIT {
  private static TestGateway gateway;
  private Api admin;

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
  }

  @BeforeEach
  void start() {
    admin = gateway.renew();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private Api.Reply optimize(long instance, Map<String, Object> body) {
    Api.Reply reply = admin.post("/instances/" + instance + "/quality-profiles/optimize", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply;
  }

  private static JsonNode plan(Api.Reply reply, String name) {
    return StreamSupport.stream(reply.at("/items").spliterator(), false)
        .filter(it -> it.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<JsonObject> profiles() {
    return gateway.radarr().state().profiles().list();
  }

  @Test
  void sizesOnDiskAreThoseOfTheMoviesAndNothingChangesByItself() {
    long radarr = gateway.addRadarr(admin, "Films");
    List<JsonObject> before = profiles();
    Api.Reply reply = optimize(radarr, Map.of("max_size_gb", 2));
    assertThat(reply.at("/dry_run").asBoolean()).isTrue();
    assertThat(reply.at("/items")).hasSize(4);
    Map<Integer, LongSummaryStatistics> sizes =
        gateway.radarr().library().list().stream()
            .filter(movie -> movie.file() != null)
            .collect(
                Collectors.groupingBy(
                    Movie::profileId, Collectors.summarizingLong(movie -> movie.file().size())));
    for (JsonNode plan : reply.at("/items")) {
      LongSummaryStatistics expected = sizes.get(plan.path("profile_id").asInt());
      assertThat(plan.path("files").asLong()).isEqualTo(expected.getCount());
      assertThat(plan.path("largest_size").asLong()).isEqualTo(expected.getMax());
      assertThat(plan.path("average_size").asLong())
          .isEqualTo(expected.getSum() / expected.getCount());
      assertThat(plan.path("titles").asLong()).isGreaterThanOrEqualTo(expected.getCount());
    }
    assertThat(profiles()).isEqualTo(before);
  }

  @Test
  void changedProfilesAreSavedAndASecondTimeNothingIsLeftToDo() {
    long radarr = gateway.addRadarr(admin, "Films");
    Map<String, Object> body = Map.of("max_size_gb", 2.6, "dry_run", false);
    Api.Reply proposed = optimize(radarr, Map.of("max_size_gb", 2.6));
    assertThat(plan(proposed, "HD - 720p/1080p").path("status").asText()).isEqualTo("proposed");
    Api.Reply done = optimize(radarr, body);
    JsonNode plan = plan(done, "HD - 720p/1080p");
    assertThat(plan.path("verdict").asText()).isEqualTo("changes");
    assertThat(plan.path("status").asText()).as(plan.toString()).isEqualTo("saved");
    assertThat(plan.path("outbox_id").asLong()).isPositive();
    assertThat(plan.path("switch_off").findValuesAsText("name"))
        .contains("Bluray-1080p", "WEBDL-1080p")
        .doesNotContain("HDTV-720p");
    assertThat(plan.path("cutoff").asText()).isEqualTo("Bluray-1080p");
    assertThat(plan.path("new_cutoff").asText()).isEqualTo("WEB 720p");
    JsonNode now = plan(admin.get("/instances/" + radarr + "/quality-profiles"), "HD - 720p/1080p");
    assertThat(now).isEqualTo(plan.path("becomes"));
    JsonNode uhd = plan(done, "Ultra-HD");
    assertThat(uhd.path("verdict").asText()).isEqualTo("cannot_fit");
    assertThat(uhd.at("/becomes/qualities").toString()).contains("\"allowed\":true");
    List<JsonObject> after = profiles();
    Api.Reply again = optimize(radarr, body);
    assertThat(again.at("/items").findValuesAsText("status")).containsOnly("unchanged");
    assertThat(plan(again, "HD - 720p/1080p").path("verdict").asText()).isEqualTo("older_files");
    assertThat(profiles()).isEqualTo(after);
  }

  @Test
  void aSeriesCountsByItsEpisodes() {
    long sonarr = gateway.addSonarr(admin, "Shows");
    Api.Reply reply = optimize(sonarr, Map.of("max_size_gb", 0.5));
    long files = 0;
    for (JsonNode plan : reply.at("/items")) {
      files += plan.path("files").asLong();
      if (plan.path("files").asLong() > 0) {
        assertThat(plan.path("average_size").asLong())
            .isPositive()
            .isLessThanOrEqualTo(plan.path("largest_size").asLong());
      }
    }
    List<Episode> onDisk =
        gateway.sonarr().library().episodes().filter(it -> it.file() != null).toList();
    assertThat(files).isEqualTo(onDisk.size());
  }

  @Test
  void whatCannotBeSavedSaysWhyAndTheOthersGoOn() {
    long radarr = gateway.addRadarr(admin, "Films");
    Fault refusal =
        Fault.status(400)
            .header("Content-Type", "application/json")
            .text("[{\"propertyName\":\"Cutoff\",\"errorMessage\":\"is odd\"}]")
            .on("/api/v3/qualityprofile/3")
            .method("PUT");
    Fault down = Fault.status(503).on("/api/v3/qualityprofile/4").method("PUT");
    gateway.radarr().server().faults().replace(List.of(refusal, down));
    Api.Reply reply = optimize(radarr, Map.of("max_size_gb", 2.6, "dry_run", false));
    JsonNode refused = plan(reply, "HD - 720p/1080p");
    assertThat(refused.path("status").asText()).isEqualTo("failed");
    assertThat(refused.at("/problem/code").asText()).isEqualTo("upstream_rejected");
    assertThat(refused.at("/problem/errors/0/field").asText()).isEqualTo("cutoff");
    assertThat(plan(reply, "Any").path("status").asText()).isEqualTo("saved");
    JsonNode waiting = plan(reply, "Ultra-HD");
    assertThat(waiting.path("status").asText()).isEqualTo("queued");
    gateway.radarr().server().faults().replace(List.of());
    String change = "/outbox/" + waiting.path("outbox_id").asLong();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> admin.get(change).at("/state").asText().equals("confirmed"));
  }

  @Test
  void aLimitMustBePositive() {
    long radarr = gateway.addRadarr(admin, "Films");
    Api.Reply wrong =
        admin.post(
            "/instances/" + radarr + "/quality-profiles/optimize",
            Map.of("max_size_gb", 0, "dry_run", "no"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("max_size_gb", "dry_run");
  }
}
