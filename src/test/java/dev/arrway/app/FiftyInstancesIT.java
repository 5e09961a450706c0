package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Fifty instances, one that hangs, one that answers 500 and one that refuses connections: whatever
 * is asked over all of them is answered within 2.2 s by the other 47.
 */
class FiftyInstancesIT {
  private static final int MOVIES = 30;
  private static final int SERIES = 20;
  private static final int SIZE = 12;
  private static final Duration IN_TIME = Duration.ofMillis(2_200);
  private static final Secret KEY = Secret.of("5050505050505050505050505050abcd");

  private static TestGateway gateway;
  private static Vertx vertx;
  private static Api user;
  private static final Map<String, Long> ids = new HashMap<>();

  @BeforeAll
  static void open() {
    gateway = TestGateway.start();
    vertx = Vertx.vertx();
    user = gateway.admin();
    List<SandboxServer> servers = new ArrayList<>();
    for (int i = 0; i < MOVIES; i++) {
      servers.add(Futures.await(RadarrSandbox.start(vertx, settings(i))).server());
      add("Radarr " + i, "radarr", servers.get(i));
    }
    for (int i = 0; i < SERIES; i++) {
      servers.add(Futures.await(SonarrSandbox.start(vertx, settings(i))).server());
      add("Sonarr " + i, "sonarr", servers.get(MOVIES + i));
    }
    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> user.get("/instances?limit=100").at("/total").asInt() == MOVIES + SERIES);
    servers.get(3).faults().replace(List.of(Fault.of(FaultKind.HANG)));
    servers.get(7).faults().replace(List.of(Fault.status(500)));
    Futures.await(servers.get(MOVIES + 2).close());
  }

  private static SandboxSettings settings(int i) {
    return SandboxSettings.of(SIZE).withLibrary(SIZE, i * SIZE).withApiKey(KEY);
  }

  /** Its breaker stays closed, so that each question meets the fault itself. */
  private static void add(String name, String type, SandboxServer server) {
    Api.Reply made =
        user.post(
            "/instances",
            Map.of(
                "name",
                name,
                "instance_type",
                type,
                "url",
                server.url(),
                "api_key",
                KEY.reveal(),
                "settings",
                Map.of("breaker_failures", 100, "sync_enabled", false)));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    ids.put(name, made.id());
  }

  @AfterAll
  static void close() {
    gateway.close();
    Futures.await(vertx.close());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/wanted/missing?limit=500",
        "/wanted/cutoff?limit=500",
        "/queue?limit=500",
        "/history?limit=500",
        "/disk-space?limit=500",
        "/calendar?from=1990-01-01&to=1990-12-31&unmonitored=true"
      })
  void fortySevenAnswerInTimeAndThreeAreNamed(String path) {
    long begun = System.nanoTime();
    Api.Reply reply = user.get(path);
    Duration took = Duration.ofNanos(System.nanoTime() - begun);
    System.out.printf("%s over 50 instances: %d ms%n", path, took.toMillis());
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    assertThat(took).isLessThan(IN_TIME);
    Map<Long, JsonNode> failures = new HashMap<>();
    reply.at("/failures").forEach(f -> failures.put(f.path("instance_id").asLong(), f));
    assertThat(failures)
        .containsOnlyKeys(ids.get("Radarr 3"), ids.get("Radarr 7"), ids.get("Sonarr 2"));
    JsonNode hung = failures.get(ids.get("Radarr 3"));
    assertThat(hung.path("code").asText()).isIn("deadline_exceeded", "upstream_timeout");
    assertThat(hung.path("detail").asText()).isEqualTo("Radarr 3 did not answer within 2 s.");
    assertThat(failures.get(ids.get("Radarr 7")).path("code").asText()).isEqualTo("upstream_error");
    assertThat(failures.get(ids.get("Sonarr 2")).path("code").asText())
        .isEqualTo("upstream_refused");
    assertThat(reply.at("/items")).isNotEmpty();
  }

  @Test
  void everyOtherInstanceIsInTheAnswer() {
    TreeSet<Long> expected = new TreeSet<>(ids.values());
    expected.removeAll(List.of(ids.get("Radarr 3"), ids.get("Radarr 7"), ids.get("Sonarr 2")));
    JsonNode disks = user.get("/disk-space?limit=500").json();
    TreeSet<Long> seen = new TreeSet<>();
    disks.path("items").forEach(item -> seen.add(item.path("instance_id").asLong()));
    assertThat(seen).isEqualTo(expected).hasSize(47);
    assertThat(disks.at("/volumes/count").asInt()).as("all are on one host").isEqualTo(1);
    assertThat(disks.at("/items"))
        .filteredOn(item -> item.path("same_volume_as").isNull())
        .hasSize(1);
  }
}
