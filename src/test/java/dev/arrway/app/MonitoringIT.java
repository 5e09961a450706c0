package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.feature.monitoring.MonitoringParts;
import dev.arrway.platform.config.TestRetention;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What was measured is what the servers had, and adds up. */
class MonitoringIT extends MonitoringHarness {
  @Test
  void aSampleHasTheValuesOfTheServer() {
    long radarr = gateway.addRadarr(admin, "Films");
    var state = gateway.radarr().state();
    state.addRootFolder("/second-root");
    long queue = state.queue().size();
    long wanted = admin.get("/instances/" + radarr + "/wanted/missing").at("/total").asLong();
    sample();
    JsonNode tile = tile(radarr);
    assertThat(tile.path("status").asText()).isEqualTo("ok");
    assertThat(tile.path("version").asText()).isEqualTo(state.version());
    assertThat(tile.path("breaker").asText()).isEqualTo("closed");
    assertThat(tile.path("latency_ms").isNumber()).isTrue();
    assertThat(tile.path("queue_size").asLong()).isEqualTo(queue).isPositive();
    assertThat(tile.path("wanted").asLong()).isEqualTo(wanted).isPositive();
    assertThat(tile.path("active_tasks").asLong()).isZero();
    assertThat(tile.at("/indexers/total").asInt()).isEqualTo(state.indexers().size());
    assertThat(tile.at("/indexers/failing").toString()).isEqualTo("[\"Copper Index\"]");
    assertThat(tile.path("cpu_percent").isNull()).isTrue();
    assertThat(tile.path("memory_percent").isNull()).isTrue();
    assertThat(tile.path("disks")).hasSizeGreaterThan(1);
    assertThat(tile.path("disks"))
        .filteredOn(disk -> disk.path("same_volume_as").isNull())
        .as("all root folders are on one volume")
        .hasSize(1);
    assertThat(tile.path("disk_percent").asDouble()).isEqualTo(79.39);
    JsonNode overall = admin.get("/health/dashboard").at("/overall");
    assertThat(overall.at("/disk/volumes").asInt()).isEqualTo(1);
    assertThat(overall.at("/disk/used_percent").asDouble()).isEqualTo(79.39);
    JsonNode point = admin.get("/metrics/history?instance_id=" + radarr).at("/items/0");
    assertThat(point.path("queue_size").asLong()).isEqualTo(queue);
    assertThat(point.path("failed_indexers").asLong()).isEqualTo(1);
    assertThat(point.path("peaks").isNull()).isTrue();
  }

  @Test
  void aServerThatHangsIsUnreachableInTimeAndItsBreakerStaysClosed() {
    long radarr = gateway.addRadarr(admin, "Films");
    long sonarr = gateway.addSonarr(admin, "Series");
    assertThat(admin.put("/instances/" + radarr, Map.of("timeout_seconds", 1)).status())
        .isEqualTo(200);
    sample();
    gateway.radarr().server().faults().replace(List.of(Fault.of(FaultKind.HANG)));
    for (int i = 0; i < 6; i++) {
      long begun = System.nanoTime();
      sample();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
    }
    assertThat(tile(radarr).path("status").asText()).isEqualTo("unreachable");
    assertThat(tile(radarr).path("queue_size").isNull()).isTrue();
    assertThat(tile(radarr).path("breaker").asText()).isEqualTo("closed");
    assertThat(tile(sonarr).path("status").asText()).isEqualTo("ok");
    assertThat(admin.get("/health/dashboard").at("/overall/status").asText())
        .isEqualTo("unreachable");
    assertThat(events(radarr)).containsExactly("alert.opened repeated_failures");
    gateway.radarr().server().faults().clear();
    sample();
    assertThat(tile(radarr).path("status").asText()).isEqualTo("ok");
    assertThat(events(radarr))
        .containsExactly("alert.opened repeated_failures", "alert.closed repeated_failures");
  }

  @Test
  void usersKeepTheirRateLimit() {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                "Films",
                "instance_type",
                "radarr",
                "url",
                gateway.radarr().server().url(),
                "api_key",
                gateway.radarr().server().apiKey().reveal(),
                "rate_limit_per_minute",
                20));
    long radarr = made.id();
    for (int i = 0; i < 10; i++) {
      sample();
    }
    long before = gateway.radarr().server().requests().total();
    assertThat(before).isLessThanOrEqualTo(12);
    for (int i = 0; i < 8; i++) {
      assertThat(admin.get("/instances/" + radarr + "/tags").status()).isEqualTo(200);
    }
    assertThat(gateway.radarr().server().requests().total()).isEqualTo(before + 8);
  }

  @Test
  void dashboardWidgetReportAndHistoryAddUp() {
    long radarr = gateway.addRadarr(admin, "Films");
    assertThat(gateway.addSonarr(admin, "Series")).isPositive();
    radarrDisks(95);
    for (int i = 0; i < 5; i++) {
      sample();
    }
    gateway.radarr().server().faults().replace(List.of(Fault.status(500)));
    sample();
    sample();
    gateway.radarr().server().faults().clear();
    sample();
    JsonNode report = admin.get("/reports?hours=24").json();
    assertThat(report.path("total_samples").asInt()).isEqualTo(16);
    assertThat(report.at("/status_distribution/ok").asInt()).isEqualTo(14);
    assertThat(report.at("/status_distribution/degraded").asInt()).isEqualTo(2);
    assertThat(sum(report.path("status_distribution"))).isEqualTo(16);
    assertThat(report.path("current_status")).hasSize(2);
    assertThat(report.at("/current_status/0/status").asText()).isEqualTo("ok");
    assertThat(report.at("/averages/cpu_percent").isNull()).isTrue();
    assertThat(report.at("/peaks/disk_percent").asDouble()).isEqualTo(95);
    assertThat(report.at("/period/hours").asInt()).isEqualTo(24);
    assertThat(report.at("/period/resolution").asText()).isEqualTo("raw");
    int parts = 0;
    for (JsonNode one : report.path("instances")) {
      parts += one.path("total_samples").asInt();
    }
    assertThat(parts).isEqualTo(16);

    JsonNode raw = admin.get("/metrics/history?instance_id=" + radarr).json();
    assertThat(raw.path("resolution").asText()).isEqualTo("raw");
    assertThat(raw.path("total").asInt()).isEqualTo(8);
    for (String resolution : List.of("hour", "day")) {
      JsonNode sums =
          admin.get("/metrics/history?instance_id=" + radarr + "&resolution=" + resolution).json();
      assertThat(sums.path("total").asInt()).isEqualTo(1);
      assertThat(sums.at("/items/0/samples").asInt()).isEqualTo(8);
      for (String metric : List.of("queue_size", "disk_percent", "latency_ms", "wanted")) {
        assertThat(sums.at("/items/0/" + metric).asDouble())
            .as(metric)
            .isEqualTo(mean(raw.path("items"), metric), within(0.011));
      }
      assertThat(sums.at("/items/0/peaks/disk_percent").asDouble()).isEqualTo(95);
      assertThat(sums.at("/items/0/status_distribution/degraded").asInt()).isEqualTo(2);
    }
    assertThat(admin.get("/metrics/history?hours=48").at("/resolution").asText()).isEqualTo("hour");

    JsonNode dashboard = admin.get("/health/dashboard").json();
    JsonNode widget = admin.get("/widget").json();
    assertThat(widget.path("instances").asInt()).isEqualTo(2);
    assertThat(widget.path("instances_ok").asInt()).isEqualTo(2);
    assertThat(widget.path("queue").asLong())
        .isEqualTo(dashboard.at("/overall/queue_size").asLong())
        .isEqualTo(
            dashboard.at("/instances/0/queue_size").asLong()
                + dashboard.at("/instances/1/queue_size").asLong());
    assertThat(widget.path("queue").asLong()).isEqualTo(admin.get("/queue").at("/total").asLong());
    assertThat(widget.path("wanted").asLong())
        .isEqualTo(admin.get("/wanted/missing").at("/total").asLong());
    assertThat(widget.path("missing").asLong())
        .isEqualTo(admin.get("/missing-content").at("/total").asLong());
    assertThat(widget.path("disk_total").asLong())
        .isEqualTo(admin.get("/disk-space").at("/volumes/total_space").asLong());
    assertThat(widget.path("alerts").asInt())
        .isEqualTo(admin.get("/alerts?state=open").at("/total").asInt());
    assertThat(widget).allMatch(JsonNode::isValueNode);
  }

  @Test
  void samplesAreKeptForADayAndHoursForAMonth() {
    long radarr = gateway.addRadarr(admin, "Films");
    Instant first = now;
    sample();
    now = first.plus(Duration.ofHours(25));
    sample();
    assertThat(Futures.await(monitoring.prune(TestRetention.standard()))).isPositive();
    assertThat(count("metric_sample")).isEqualTo(1);
    assertThat(count("metric_hour")).isEqualTo(2);
    now = first.plus(Duration.ofDays(31));
    assertThat(Futures.await(monitoring.prune(TestRetention.standard()))).isPositive();
    assertThat(count("metric_sample")).isZero();
    assertThat(count("metric_hour")).isEqualTo(1);
    assertThat(admin.delete("/instances/" + radarr).status()).isIn(200, 204);
    assertThat(count("metric_hour")).isZero();
    assertThat(count("metric_latest")).isZero();
  }

  @Test
  void withAnIntervalItGoesByItself() {
    gateway.addRadarr(admin, "Films");
    Monitoring eager =
        new Monitoring(
            new MonitoringParts(
                database,
                new SqlEventLog(),
                gateway.gateway().features().directory(),
                gateway.gateway().features().instanceClient(),
                type -> List.of(),
                Clock.systemUTC(),
                Duration.ofSeconds(1),
                Duration.ofHours(24),
                Duration.ofDays(30)));
    eager.start(vertx);
    await().atMost(Duration.ofSeconds(20)).until(() -> count("metric_sample") >= 3);
    Futures.await(eager.stop());
    assertThat(eager.sampler().running()).isLessThanOrEqualTo(1);
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  private static double mean(JsonNode points, String metric) {
    return StreamSupport.stream(points.spliterator(), false)
        .map(point -> point.path(metric))
        .filter(JsonNode::isNumber)
        .mapToDouble(JsonNode::asDouble)
        .average()
        .orElseThrow();
  }

  private static long sum(JsonNode object) {
    long sum = 0;
    for (JsonNode value : object) {
      sum += value.asLong();
    }
    return sum;
  }
}
