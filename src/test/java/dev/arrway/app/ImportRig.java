package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.Title;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A gateway with a Radarr, and imports as users ask for them. */
abstract class ImportRig {
  TestGateway gateway;
  Api admin;
  long radarr;
  List<Title> titles;

  @BeforeEach
  void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    var library = gateway.radarr().library();
    titles =
        library.catalogue().part(library.size(), 400).stream()
            .filter(title -> title.imdbId().matches("tt\\d{7,10}"))
            .toList();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  static Map<String, Object> request(long instance, Map<String, ?> source, Object... options) {
    Map<String, Object> request = new HashMap<>();
    request.put("instance_id", instance);
    request.put("source", source);
    request.put("delay_seconds", 0);
    for (int i = 0; i < options.length; i += 2) {
      request.put(options[i].toString(), options[i + 1]);
    }
    return request;
  }

  JsonNode begun(Map<String, ?> source, Object... options) {
    Api.Reply begun = admin.post("/imports", request(radarr, source, options));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return begun.json();
  }

  JsonNode done(Map<String, ?> source, Object... options) {
    return ended(begun(source, options).path("id").asLong(), "completed");
  }

  JsonNode ended(long id, String status) {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> !admin.get("/imports/" + id).at("/ended_at").isNull());
    JsonNode now = admin.get("/imports/" + id).json();
    assertThat(now.path("status").asText()).as(now.toString()).isEqualTo(status);
    return now;
  }

  static void counts(JsonNode job, int imported, int exists, int excluded, int failed) {
    assertThat(job.path("imported").asInt()).as(job.toString()).isEqualTo(imported);
    assertThat(job.path("already_exists").asInt()).as(job.toString()).isEqualTo(exists);
    assertThat(job.path("excluded").asInt()).as(job.toString()).isEqualTo(excluded);
    assertThat(job.path("failed").asInt()).as(job.toString()).isEqualTo(failed);
    assertThat(job.path("total_processed").asInt())
        .isEqualTo(imported + exists + excluded + failed + job.path("would_import").asInt());
    assertThat(job.path("progress").asDouble()).isEqualTo(1.0);
  }

  static List<String> outcomes(JsonNode job) {
    return StreamSupport.stream(job.path("details").spliterator(), false)
        .map(row -> row.path("line").asInt() + " " + row.path("outcome").asText())
        .toList();
  }

  boolean held(Title title) {
    return gateway.radarr().library().byTmdb(title.id()).isPresent();
  }

  static Map<String, ?> content(String type, String content) {
    return Map.of("type", type, "content", content);
  }

  List<String> types() {
    return StreamSupport.stream(
            admin.get("/events/history?limit=500").at("/items").spliterator(), false)
        .map(event -> event.path("type").asText())
        .toList();
  }
}
