package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.arr.ArrState;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told of drift without being asked. */
class DriftEventsIT {
  private TestGateway gateway;
  private Api admin;

  @BeforeEach
  void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"), Map.of("drift.check_interval", "1s"));
    admin = gateway.admin();
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  @Test
  void eachSetOfDifferencesIsToldOfOnceAndSoIsItsEnd() {
    long radarr = gateway.addRadarr(admin, "Films");
    String drift = "/instances/" + radarr + "/drift";
    assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    ArrState state = gateway.radarr().state();
    int first = state.addTag("told-first");
    awaitEvents(radarr, "drift.detected");
    int second = state.addTag("told-second");
    awaitEvents(radarr, "drift.detected", "drift.detected");
    state.tags().remove(first);
    state.tags().remove(second);
    awaitEvents(radarr, "drift.detected", "drift.detected", "drift.resolved");
    // Several more checks pass with nothing new.
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> events(radarr).size() == 3);
  }

  private void awaitEvents(long radarr, String... types) {
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(events(radarr)).containsExactly(types));
  }

  /** The oldest first. */
  private List<String> events(long radarr) {
    JsonNode items = admin.get("/events/history?limit=500&instance_id=" + radarr).at("/items");
    return StreamSupport.stream(items.spliterator(), false)
        .sorted(Comparator.comparingLong(event -> event.path("id").asLong()))
        .map(event -> event.path("type").asText())
        .filter(type -> type.startsWith("drift."))
        .toList();
  }

  @Test
  void aServerThatIsDownHasNotDrifted() {
    long radarr = gateway.addRadarr(admin, "Films");
    String drift = "/instances/" + radarr + "/drift";
    assertThat(admin.post(drift + "/baseline").status()).isEqualTo(201);
    Futures.await(gateway.radarr().server().close());
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(10))
        .until(() -> events(radarr).isEmpty());
  }
}
