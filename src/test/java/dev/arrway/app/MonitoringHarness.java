package dev.arrway.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.feature.monitoring.MonitoringParts;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Simulated servers that are measured when a test says so, at the time that it says. */
abstract class MonitoringHarness {
  private static final long TB = 1_000_000_000_000L;

  TestGateway gateway;
  Api admin;
  Vertx vertx;
  Database database;
  Monitoring monitoring;
  Instant now;

  @BeforeEach
  void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    vertx = Vertx.vertx();
    database = Database.open(vertx, gateway.database().endpoint(), 4);
    now = Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(3));
    monitoring =
        new Monitoring(
            new MonitoringParts(
                database,
                new SqlEventLog(),
                gateway.gateway().features().directory(),
                gateway.gateway().features().instanceClient(),
                type -> List.of("3", "4", "5", "6"),
                new HeldClock(),
                Duration.ofMinutes(1),
                Duration.ofHours(24),
                Duration.ofDays(30)));
  }

  @AfterEach
  void stop() {
    Futures.await(database.close());
    Futures.await(vertx.close());
    gateway.close();
  }

  final void sample() {
    Futures.await(monitoring.sampler().sampleAll());
    now = now.plus(Duration.ofMinutes(1));
  }

  final JsonNode tile(long id) {
    return StreamSupport.stream(
            admin.get("/health/dashboard").at("/instances").spliterator(), false)
        .filter(tile -> tile.path("instance_id").asLong() == id)
        .findFirst()
        .orElseThrow();
  }

  final void radarrDisks(double usedPercent) {
    long free = Math.round(TB * (100 - usedPercent) / 100);
    String disk = "{\"path\":\"%s\",\"label\":\"\",\"freeSpace\":%d,\"totalSpace\":%d}";
    gateway
        .radarr()
        .server()
        .faults()
        .replace(
            List.of(
                Fault.body(
                        "["
                            + disk.formatted("/movies", free, TB)
                            + ","
                            + disk.formatted("/downloads", free, TB)
                            + "]")
                    .on("/api/v3/diskspace*")));
  }

  final long count(String table) {
    return Futures.await(
        database.asSystem(
            c ->
                c.query("SELECT count(*) FROM " + table)
                    .execute()
                    .map(rows -> rows.iterator().next().getLong(0))));
  }

  /** The oldest first, with the alerts' types. */
  final List<String> events(long instance) {
    List<JsonNode> items = new ArrayList<>();
    admin.get("/events/history?limit=500&instance_id=" + instance).at("/items").forEach(items::add);
    return items.stream()
        .sorted(Comparator.comparingLong(event -> event.path("id").asLong()))
        .filter(event -> event.path("type").asText().startsWith("alert."))
        .map(event -> event.path("type").asText() + " " + event.at("/data/type").asText())
        .toList();
  }

  private final class HeldClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
