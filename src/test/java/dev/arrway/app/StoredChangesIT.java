package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.plex.PlexSimulator;
import dev.arrway.sandbox.qbittorrent.QbittorrentSimulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Changes that an earlier build has left in the outbox. */
class StoredChangesIT {
  private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static Vertx vertx;
  private static TestGateway gateway;
  private static Gateway later;
  private static Map<String, Long> instances;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    gateway = TestGateway.startWithClock(Map.of("keys.master", MASTER), Clock.systemUTC());
    QbittorrentSimulator qbittorrent = new QbittorrentSimulator();
    PlexSimulator plex = new PlexSimulator();
    Api admin = gateway.admin();
    instances =
        Map.of(
            "radarr", gateway.addRadarr(admin, "Films"),
            "sonarr", gateway.addSonarr(admin, "Shows"),
            "qbittorrent",
                TestGateway.addSimulated(vertx, admin, qbittorrent, qbittorrent.defaults()),
            "plex", TestGateway.addSimulated(vertx, admin, plex, plex.defaults()));
  }

  @AfterAll
  static void stop() {
    Futures.await(later.stop());
    gateway.close();
    Futures.await(vertx.close());
  }

  /** Ends the gateway and starts one of this build on its database. */
  private static Api restarted() throws IOException {
    Futures.await(gateway.gateway().stop());
    later =
        Futures.await(
            Gateway.start(TestGateway.config(gateway.database(), Map.of("keys.master", MASTER))));
    return new Api(later.url()).login("admin", TestGateway.ADMIN_PASSWORD);
  }

  @Test
  void everyChangeOfAnEarlierBuildIsSentAndAnswered() throws IOException {
    List<String[]> rows = rows();
    assertThat(rows).hasSize(12);
    for (String[] row : rows) {
      gateway
          .database()
          .execute(
              ("INSERT INTO outbox (owner_id, instance_id, operation, payload, state,"
                      + " next_attempt_at, correlation_id, trace_id) VALUES"
                      + " (1, %d, '%s', '%s', 'queued', now(), gen_random_uuid(), 'earlier')")
                  .formatted(instances.get(row[0]), row[1], row[3].replace("'", "''")));
    }
    Api admin = restarted();
    await()
        .atMost(Duration.ofSeconds(90))
        .untilAsserted(
            () ->
                assertThat(entries(admin))
                    .hasSize(rows.size())
                    .allMatch(entry -> List.of("confirmed", "failed").contains(state(entry))));
    assertThat(entries(admin))
        .extracting(entry -> entry.path("operation").asText() + " " + outcome(entry))
        .containsExactlyInAnyOrderElementsOf(
            rows.stream().map(row -> row[1] + " " + row[2]).toList());
    assertThat(admin.get("/events/history?limit=500").json().findValuesAsText("type"))
        .contains("movie.added", "library.scan_started", "library.refresh_started");
  }

  private static List<String[]> rows() throws IOException {
    try (InputStream in = StoredChangesIT.class.getResourceAsStream("/golden/outbox-rows.tsv")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(line -> line.split("\t"))
          .toList();
    }
  }

  private static List<JsonNode> entries(Api admin) {
    JsonNode items = admin.get("/outbox?limit=100").json().path("items");
    return StreamSupport.stream(items.spliterator(), false).toList();
  }

  private static String outcome(JsonNode entry) {
    return state(entry).equals("failed") ? entry.path("last_error_code").asText() : state(entry);
  }

  private static String state(JsonNode entry) {
    return entry.path("state").asText();
  }
}
