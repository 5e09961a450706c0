package dev.arrway.upstream.shared.arr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.upstream.Fingerprint;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.BodyReader;
import dev.arrway.platform.http.Deadline;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Facts;
import dev.arrway.upstream.Fixtures;
import dev.arrway.upstream.TestActors;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArrFingerprintTest {
  private final Map<String, String> answers = new HashMap<>();

  ArrFingerprintTest() {
    answers.put("/system/status", "{\"appName\":\"Radarr\",\"version\":\"5.14.0.1\"}");
    answers.put("/qualityprofile", Fixtures.text("radarr/profiles.json"));
    answers.put("/customformat", Fixtures.text("radarr/formats.json"));
    answers.put("/rootfolder", "[{\"path\":\"/mnt/disk.1\",\"id\":1}]");
    answers.put("/tag", "[{\"label\":\"family\",\"id\":1}]");
    answers.put("/config/naming", Fixtures.text("radarr/naming.json"));
  }

  private Fingerprint read() {
    HttpExchange http =
        new HttpExchange() {
          @Override
          public Future<HttpAnswer> send(HttpCall call) {
            String body = answers.get(call.path().replace("/api/v3", ""));
            return body == null
                ? Future.failedFuture(FailureException.of(FailureCode.UPSTREAM_NOT_FOUND, "404"))
                : Future.succeededFuture(new HttpAnswer(200, Map.of(), Buffer.buffer(body)));
          }

          @Override
          public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
            return Future.failedFuture("nothing is streamed");
          }
        };
    var spec = TestActors.spec(1, "radarr", "http://h", Secret.of("k"));
    return TestActors.await(
        new ArrApi(http, spec, new ArrDialect("Radarr", "/api/v3"))
            .fingerprint(new Ask(Deadline.NONE, false)));
  }

  @Test
  void factsAreNamedAndCounted() {
    Fingerprint print = read();
    assertThat(print.version()).isEqualTo("5.14.0.1");
    assertThat(print.counts())
        .containsOnly(
            Map.entry("quality_profiles", 2),
            Map.entry("custom_formats", 1),
            Map.entry("root_folders", 1),
            Map.entry("tags", 1));
    String profile = "quality_profiles.HD v1\\.5.";
    assertThat(print.facts())
        .containsEntry(profile + "cutoff", "WEB 1080p")
        .containsEntry(profile + "upgrade_allowed", "true")
        .containsEntry(profile + "order", "HDTV-720p < WEB 1080p (WEBDL-1080p, WEBRip-1080p)")
        .containsEntry(profile + "qualities.SDTV", "false")
        .containsEntry(profile + "qualities.WEBDL-1080p", "true")
        .containsEntry(profile + "format_scores.Surround", "25")
        .doesNotContainKey(profile + "format_scores.Repack")
        .containsEntry(profile + "language", "English")
        .containsEntry("quality_profiles.HD v1\\.5 (2).upgrade_allowed", "false")
        .containsEntry("root_folders./mnt/disk\\.1", "present")
        .containsEntry("tags.family", "present")
        .containsEntry("settings.naming.rename_movies", "true")
        .containsEntry("settings.naming.colon_replacement_format", "spaceDash")
        .doesNotContainKey("settings.naming.id");
    assertThat(print.facts().get("custom_formats.Surround.specifications"))
        .isEqualTo(
            "[{\"fields\":{\"max\":5,\"min\":1},\"implementation\":\"SizeSpecification\","
                + "\"name\":\"A first\",\"negate\":false,\"required\":true},"
                + "{\"fields\":{\"value\":7},\"implementation\":\"SourceSpecification\","
                + "\"name\":\"Z last\",\"negate\":true,\"required\":false}]");
  }

  @Test
  void idsAndOrderOfKeysAreNoDrift() {
    Fingerprint before = read();
    answers.computeIfPresent("/qualityprofile", (path, body) -> body.replace("1001", "1002"));
    answers.computeIfPresent("/tag", (path, body) -> body.replace("\"id\":1", "\"id\":99"));
    assertThat(read()).isEqualTo(before);
    answers.computeIfPresent("/qualityprofile", (path, body) -> body.replace("25", "30"));
    assertThat(read().facts())
        .containsEntry("quality_profiles.HD v1\\.5.format_scores.Surround", "30");
  }

  @Test
  void partsOfPathsAreEscaped() {
    assertThat(Facts.path("tags", "a.b\\c")).isEqualTo("tags.a\\.b\\\\c");
  }
}
