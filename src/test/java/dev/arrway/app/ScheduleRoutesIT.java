package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** How schedules are kept: by whom, and what they may say. */
class ScheduleRoutesIT {
  private static TestGateway gateway;
  private static Api admin;
  private static Api stranger;
  private static long radarr;
  private static long sonarr;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    sonarr = gateway.addSonarr(admin, "Shows");
    gateway.newUser("stranger", "user");
    stranger = gateway.login("stranger");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void forget() {
    gateway.database().execute("DELETE FROM search_schedule; DELETE FROM searched_item");
  }

  /** Switched off, so that it runs only when it is told to. */
  private static long schedule(long instance, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>();
    body.put("instance_id", instance);
    body.put("name", "Schedule");
    body.put("enabled", false);
    body.putAll(more);
    Api.Reply made = admin.post("/search-schedules", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private static String path(long schedule) {
    return "/search-schedules/" + schedule;
  }

  @Test
  void aScheduleIsMadeShownChangedAndDeleted() {
    Api.Reply made =
        admin.post(
            "/search-schedules",
            Map.of(
                "instance_id",
                radarr,
                "name",
                " Nightly ",
                "strategy",
                "both",
                "windows",
                List.of(
                    Map.of("days", List.of("friday", "monday"), "from", "22:00", "to", "06:00")),
                "time_zone",
                "Europe/Berlin",
                "tags",
                Map.of("include", List.of("Family"))));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    JsonNode there = admin.get(path(made.id())).json();
    assertThat(there).isEqualTo(made.json());
    assertThat(there.path("name").asText()).isEqualTo("Nightly");
    assertThat(there.path("batch_size").asInt()).isEqualTo(10);
    assertThat(there.path("cooldown_hours").asInt()).isEqualTo(168);
    assertThat(there.at("/windows/0/days/0").asText()).isEqualTo("monday");
    assertThat(there.at("/tags/include/0").asText()).isEqualTo("family");
    assertThat(there.path("next_run_at").isNull()).isFalse();
    assertThat(there.path("paused").isNull()).isTrue();
    assertThat(admin.get("/search-schedules?instance_id=" + radarr).at("/total").asInt())
        .isEqualTo(1);
    assertThat(admin.get("/search-schedules?instance_id=" + sonarr).at("/total").asInt()).isZero();

    Api.Reply same =
        admin.post("/search-schedules", Map.of("instance_id", radarr, "name", "Nightly"));
    assertThat(same.status()).isEqualTo(409);

    Api.Reply changed =
        admin.call("PATCH", path(made.id()), Map.of("enabled", false, "batch_size", 3));
    assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    assertThat(changed.at("/batch_size").asInt()).isEqualTo(3);
    assertThat(changed.at("/next_run_at").isNull()).isTrue();
    assertThat(changed.at("/windows")).isEqualTo(there.path("windows"));

    assertThat(admin.delete(path(made.id())).status()).isEqualTo(204);
    assertThat(admin.get(path(made.id())).status()).isEqualTo(404);
    assertThat(admin.delete(path(made.id())).status()).isEqualTo(404);
  }

  @Test
  void badBodiesAreRefusedFieldByField() {
    Api.Reply bad =
        admin.post(
            "/search-schedules",
            Map.of(
                "instance_id",
                radarr,
                "name",
                " ",
                "strategy",
                "everything",
                "batch_size",
                0,
                "interval_minutes",
                4,
                "cooldown_hours",
                0,
                "time_zone",
                "Mars/Olympus",
                "windows",
                List.of(Map.of("from", "25:00", "to", "06:00")),
                "tags",
                Map.of("include", List.of("a"), "exclude", List.of("A")),
                "wat",
                1));
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder(
            "name",
            "strategy",
            "batch_size",
            "interval_minutes",
            "cooldown_hours",
            "time_zone",
            "windows.0.from",
            "tags.exclude",
            "wat");
    long id = schedule(radarr, Map.of());
    Api.Reply moved = admin.call("PATCH", path(id), Map.of("instance_id", sonarr));
    assertThat(moved.status()).isEqualTo(422);
    assertThat(moved.at("/errors/0/field").asText()).isEqualTo("instance_id");
    assertThat(admin.call("PATCH", path(id), Map.of()).status()).isEqualTo(422);
  }

  @Test
  void anInstanceHasTwentySchedulesAtMost() {
    long crowded = gateway.addRadarr(admin, "Crowded");
    for (int i = 0; i < 20; i++) {
      assertThat(schedule(crowded, Map.of("name", "Schedule " + i))).isPositive();
    }
    Api.Reply refused =
        admin.post("/search-schedules", Map.of("instance_id", crowded, "name", "One more"));
    assertThat(refused.status()).as(refused.text()).isEqualTo(409);
    assertThat(refused.at("/detail").asText()).contains("20 search schedules");
  }

  @Test
  void schedulesAreTheirOwnersAlone() {
    long id = schedule(radarr, Map.of());
    long run = admin.post(path(id) + "/run").id();
    assertThat(stranger.get(path(id)).status()).isEqualTo(404);
    assertThat(stranger.call("PATCH", path(id), Map.of("enabled", true)).status()).isEqualTo(404);
    assertThat(stranger.delete(path(id)).status()).isEqualTo(404);
    assertThat(stranger.post(path(id) + "/run").status()).isEqualTo(404);
    assertThat(stranger.post(path(id) + "/preview").status()).isEqualTo(404);
    assertThat(stranger.get(path(id) + "/history").status()).isEqualTo(404);
    assertThat(stranger.get(path(id) + "/history/" + run).status()).isEqualTo(404);
    assertThat(stranger.get("/search-schedules").at("/total").asInt()).isZero();
    Api.Reply foreign =
        stranger.post("/search-schedules", Map.of("instance_id", radarr, "name", "Mine"));
    assertThat(foreign.status()).as(foreign.text()).isEqualTo(404);
    assertThat(admin.get(path(id)).at("/enabled").asBoolean()).isFalse();
    long other = schedule(sonarr, Map.of("name", "Other"));
    assertThat(admin.get(path(other) + "/history/" + run).status()).isEqualTo(404);
  }
}
