package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.config.Secret;
import dev.arrway.sandbox.SandboxDefaults;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The README's tour, word for word, against a gateway that has just been started. */
class ReadmeTourIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";

  @TempDir private Path folder;

  @Test
  void theTourGoesFromSetUpToMissingContent() throws Exception {
    assumeThat(Path.of("/usr/bin/curl")).as("curl, which the tour uses").exists();
    Path playlist = folder.resolve("sample.m3u");
    try (InputStream in = getClass().getResourceAsStream(SandboxDefaults.PLAYLIST)) {
      Files.copy(in, playlist);
    }
    try (TestGateway gateway = TestGateway.fresh(Secret.of(KEY))) {
      List<JsonNode> answers = run(tour(), gateway, playlist);
      assertThat(answers.get(0).path("role").asText()).isEqualTo("admin");
      assertThat(answers.get(1).path("success").asBoolean()).isTrue();
      assertThat(fields(answers.get(1)))
          .contains("success", "message", "version", "response_time_ms", "error_details");
      assertThat(answers.get(2).path("success").asBoolean()).isTrue();
      assertThat(answers.get(3).path("entries").asInt()).isGreaterThan(300);
      assertThat(answers.get(4).at("/instances/0/fetched").asInt()).isEqualTo(300);
      assertThat(fields(answers.get(4).at("/instances/0")))
          .contains(
              "instance_id", "fetched", "added", "updated", "removed", "duration_ms", "error");
      assertThat(answers.get(5).at("/instances/0/fetched").asInt()).isEqualTo(80);
      JsonNode movies = answers.get(6);
      assertThat(fields(movies)).contains("items", "total", "limit", "offset");
      assertThat(movies.path("total").asInt()).isGreaterThan(10);
      assertThat(fields(movies.at("/items/0")))
          .contains(
              "entry_id",
              "playlist_id",
              "type",
              "title",
              "year",
              "season",
              "episode",
              "group",
              "copies",
              "best_match");
      assertThat(answers.get(7).path("total").asInt()).isPositive();
      JsonNode status = answers.get(8);
      assertThat(fields(status)).contains("radarr", "sonarr", "matching", "cache");
      assertThat(status.at("/radarr/item_count").asInt()).isEqualTo(300);
      assertThat(fields(status.path("cache")))
          .contains("hits", "misses", "hit_ratio", "ttl_seconds");
      JsonNode drift = answers.get(9);
      assertThat(drift.path("drift_detected").asBoolean(true)).isFalse();
      assertThat(fields(drift))
          .contains(
              "instance_id",
              "drift_details",
              "current_version",
              "quality_profiles_count",
              "system_status");
      assertThat(answers.get(10).path("total").asInt()).isEqualTo(2);
      assertThat(fields(answers.get(10).at("/items/0")))
          .contains(
              "id",
              "name",
              "instance_type",
              "url",
              "verify_ssl",
              "timeout_seconds",
              "rate_limit_per_minute",
              "enabled",
              "is_healthy",
              "last_connection_test",
              "last_connection_success",
              "last_error",
              "version",
              "health",
              "circuit",
              "snapshot",
              "settings",
              "managed_by",
              "created_at",
              "updated_at",
              "security_warning");
    }
  }

  private static List<String> fields(JsonNode node) {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static String tour() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    String part =
        readme.substring(
            readme.indexOf("<!-- tour: begin -->"), readme.indexOf("<!-- tour: end -->"));
    return "set -euo pipefail\n"
        + part.substring(part.indexOf("```bash") + 7, part.lastIndexOf("```"));
  }

  private List<JsonNode> run(String script, TestGateway gateway, Path playlist) throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", script)
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().put("ARRWAY", gateway.gateway().url());
    builder.environment().put("CODE", TestGateway.SETUP_CODE);
    builder.environment().put("ARR_KEY", KEY);
    builder.environment().put("RADARR_URL", gateway.radarr().server().url());
    builder.environment().put("SONARR_URL", gateway.sonarr().server().url());
    builder.environment().put("PLAYLIST", playlist.toString());
    Process process = builder.start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).as(Files.readString(err)).isTrue();
    assertThat(process.exitValue()).as(Files.readString(err) + Files.readString(out)).isZero();
    List<JsonNode> answers = new ArrayList<>();
    for (String line : Files.readAllLines(out)) {
      answers.add(new ObjectMapper().readTree(line));
    }
    return answers;
  }
}
