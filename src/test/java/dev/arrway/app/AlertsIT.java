package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.platform.store.Futures;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** Alerts open and close once each, and are their owners' alone. */
class AlertsIT extends MonitoringHarness {
  @Test
  void aDiskAlertOpensAndClosesOnceEach() {
    long radarr = gateway.addRadarr(admin, "Films");
    for (double used : new double[] {89.9, 95, 89, 90, 86, 96, 84, 89.9, 89.5}) {
      radarrDisks(used);
      sample();
    }
    assertThat(events(radarr)).containsExactly("alert.opened disk", "alert.closed disk");
    JsonNode alerts = admin.get("/alerts?type=disk&instance_id=" + radarr).json();
    assertThat(alerts.path("total").asInt()).isEqualTo(1);
    JsonNode alert = alerts.at("/items/0");
    assertThat(alert.path("severity").asText()).isEqualTo("critical");
    assertThat(alert.path("value").asDouble()).isEqualTo(95);
    assertThat(alert.path("threshold").asDouble()).isEqualTo(90);
    assertThat(alert.path("subject").asText()).isEqualTo("/downloads");
    assertThat(alert.path("message").asText()).contains("Films", "/downloads", "95 %");
    assertThat(alert.path("closed_at").isNull()).isFalse();
    assertThat(admin.get("/alerts?state=open").at("/total").asInt()).isZero();
    assertThat(admin.get("/alerts?state=closed").at("/total").asInt()).isEqualTo(1);
  }

  @Test
  void anInstanceThatIsSwitchedOffHasNoOpenAlerts() {
    long radarr = gateway.addRadarr(admin, "Films");
    radarrDisks(99);
    sample();
    assertThat(admin.get("/alerts?state=open").at("/total").asInt()).isEqualTo(1);
    assertThat(admin.put("/instances/" + radarr, Map.of("enabled", false)).status()).isEqualTo(200);
    sample();
    Futures.await(monitoring.maintain());
    Futures.await(monitoring.maintain());
    assertThat(events(radarr)).containsExactly("alert.opened disk", "alert.closed disk");
    assertThat(tile(radarr).path("status").asText()).isEqualTo("disabled");
  }

  @Test
  void administratorsAreAlertedOfLowDiskSpaceUntilThereIsEnough() {
    AtomicLong free = new AtomicLong(900_000_000);
    DiskSpaceGuard disk =
        DiskSpaceGuard.of(
            () -> new DiskSpaceGuard.DiskSpace(free.get(), 10_000_000_000L),
            OptionalLong.of(500_000_000));
    watch(disk);
    free.set(7_000_000);
    disk.measure();
    JsonNode alert = awaitStorageAlert("open");
    assertThat(alert.path("severity").asText()).isEqualTo("critical");
    assertThat(alert.path("message").asText())
        .contains("7 MB free", "500 MB", "data.min_free_space");
    assertThat(alert.path("instance_id").isNull()).isTrue();
    assertThat(alert.path("subject").isNull()).isTrue();
    gateway.newUser("nobody-special", "user");
    assertThat(gateway.login("nobody-special").get("/alerts").at("/total").asInt()).isZero();
    free.set(900_000_000);
    disk.measure();
    assertThat(awaitStorageAlert("closed").path("closed_at").isNull()).isFalse();
  }

  @Test
  void anAlertOfLowDiskSpaceIsClosedByAStartWithEnough() {
    AtomicLong free = new AtomicLong(7_000_000);
    DiskSpaceGuard disk =
        DiskSpaceGuard.of(
            () -> new DiskSpaceGuard.DiskSpace(free.get(), 10_000_000_000L),
            OptionalLong.of(500_000_000));
    disk.measure();
    watch(disk);
    assertThat(awaitStorageAlert("open")).isNotNull();
    watch(DiskSpaceGuard.none());
    assertThat(awaitStorageAlert("closed")).isNotNull();
  }

  private void watch(DiskSpaceGuard disk) {
    DiskSpaceEvents.start(
        gateway.database().database(),
        gateway.gateway().features().identity().users(),
        disk,
        monitoring.gatewayAlerts());
  }

  private JsonNode awaitStorageAlert(String state) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(
            () -> admin.get("/alerts?type=storage_low&state=" + state).at("/items/0"),
            alert -> !alert.isMissingNode());
  }

  @Test
  void thresholdsAreAUsersOwnAndTheirFieldsAreChecked() {
    long radarr = gateway.addRadarr(admin, "Films");
    JsonNode defaults = admin.get("/alert-thresholds").json();
    assertThat(defaults.at("/cpu/threshold").asInt()).isEqualTo(80);
    assertThat(defaults.at("/memory/threshold").asInt()).isEqualTo(85);
    assertThat(defaults.at("/disk/threshold").asInt()).isEqualTo(90);
    assertThat(defaults.at("/disk/severity").asText()).isEqualTo("critical");
    assertThat(defaults.at("/queue/threshold").asInt()).isEqualTo(50);
    assertThat(defaults.at("/queue/severity").asText()).isEqualTo("info");
    assertThat(defaults.at("/failed_indexers/threshold").asInt()).isEqualTo(3);
    assertThat(admin.put("/alert-thresholds", defaults).json()).isEqualTo(defaults);
    Api.Reply wrong =
        admin.put(
            "/alert-thresholds",
            Map.of(
                "cpu", Map.of("threshold", 101),
                "disk", Map.of("severity", "loud"),
                "ram", Map.of()));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(fields(wrong)).contains("cpu.threshold", "disk.severity", "ram");
    Api.Reply odd =
        admin.put(
            "/alert-thresholds",
            Map.of(
                "queue", Map.of("threshold", 5, "hysteresis", 6),
                "unexpected_version", Map.of("expected", Map.of("radar", List.of("5")))));
    assertThat(odd.status()).isEqualTo(422);
    assertThat(fields(odd))
        .containsExactlyInAnyOrder("queue.hysteresis", "unexpected_version.expected.radar");
    assertThat(
            admin
                .put(
                    "/alert-thresholds",
                    Map.of(
                        "disk", Map.of("enabled", false),
                        "queue", Map.of("threshold", 1, "severity", "critical"),
                        "unexpected_version", Map.of("expected", Map.of("radarr", List.of("99")))))
                .status())
        .isEqualTo(200);
    radarrDisks(99);
    sample();
    assertThat(events(radarr))
        .containsExactlyInAnyOrder("alert.opened queue", "alert.opened unexpected_version");
    JsonNode version = admin.get("/alerts?type=unexpected_version").at("/items/0");
    assertThat(version.path("value").isNull()).isTrue();
    assertThat(version.path("message").asText()).contains(gateway.radarr().state().version());
    assertThat(admin.get("/alerts?severity=critical").at("/items/0/type").asText())
        .isEqualTo("queue");
  }

  @Test
  void othersSeeNothing() {
    long radarr = gateway.addRadarr(admin, "Films");
    radarrDisks(99);
    sample();
    for (String role : List.of("user", "viewer", "admin")) {
      gateway.newUser("other-" + role, role);
      Api other = gateway.login("other-" + role);
      assertThat(other.get("/health/dashboard").at("/instances")).isEmpty();
      assertThat(other.get("/health/dashboard").at("/overall/open_alerts/total").asInt()).isZero();
      assertThat(other.get("/metrics/history").at("/total").asInt()).isZero();
      assertThat(other.get("/metrics/history?resolution=day").at("/total").asInt()).isZero();
      assertThat(other.get("/alerts").at("/total").asInt()).isZero();
      assertThat(other.get("/reports").at("/total_samples").asInt()).isZero();
      assertThat(other.get("/widget").at("/instances").asInt()).isZero();
      for (String path : List.of("/metrics/history", "/alerts", "/reports")) {
        assertThat(other.get(path + "?instance_id=" + radarr).status()).as(path).isEqualTo(404);
      }
    }
    Api viewer = gateway.login("other-viewer");
    assertThat(viewer.put("/alert-thresholds", Map.of()).status()).isEqualTo(403);
    assertThat(gateway.api().get("/widget").status()).isEqualTo(401);
  }

  @Test
  void twoThatSampleAtOnceOpenOneAlert() {
    long radarr = gateway.addRadarr(admin, "Films");
    radarrDisks(99);
    Monitoring other = gateway.gateway().features().monitoring();
    for (int i = 0; i < 5; i++) {
      var one = monitoring.sampler().sampleAll();
      Futures.await(other.sampler().sampleAll());
      Futures.await(one);
      now = now.plus(Duration.ofHours(1));
    }
    assertThat(events(radarr)).containsExactly("alert.opened disk");
  }

  private static List<String> fields(Api.Reply reply) {
    return StreamSupport.stream(reply.at("/errors").spliterator(), false)
        .map(error -> error.path("field").asText())
        .toList();
  }
}
