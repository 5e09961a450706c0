package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Schedules as users meet them. Time is made to pass by moving what the tables say back. */
class SchedulesIT {
  private static TestGateway gateway;
  private static Api admin;
  private static long radarr;
  private static long sonarr;

  @BeforeAll
  static void start() {
    gateway = TestGateway.start();
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
    sonarr = gateway.addSonarr(admin, "Shows");
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
    body.put("max_active_downloads", null);
    body.putAll(more);
    Api.Reply made = admin.post("/search-schedules", body);
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  private static String path(long schedule) {
    return "/search-schedules/" + schedule;
  }

  private static long commands(SandboxServer server) {
    return server.requests().count("POST", "/api/v3/command");
  }

  private static List<JsonNode> list(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  private static int sum(JsonNode reasons) {
    return list(reasons).stream().mapToInt(JsonNode::asInt).sum();
  }

  private static List<Long> ids(JsonNode items) {
    return list(items).stream().map(item -> item.path("item_id").asLong()).toList();
  }

  /** Runs it; gives the run when it has decided. */
  private static JsonNode run(long schedule) {
    Api.Reply begun = admin.post(path(schedule) + "/run");
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    return settled(schedule, begun.id(), "running");
  }

  private static JsonNode settled(long schedule, long run, String not) {
    String one = path(schedule) + "/history/" + run;
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(() -> admin.get(one).json(), now -> !now.path("status").asText().equals(not));
  }

  /** Serves what is due now, instead of at the next tick. */
  private static void tick() {
    Futures.await(gateway.gateway().features().schedules().tick());
  }

  /** As if minutes had passed since the commands of all runs ended. */
  private static JsonNode ended(long schedule, long run) {
    String one = path(schedule) + "/history/" + run;
    await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              checkNow(run);
              JsonNode now = admin.get(one).json();
              return list(now.path("commands")).stream()
                      .allMatch(command -> command.path("ended").asBoolean())
                  && list(now.path("items")).stream()
                      .filter(item -> item.path("item_id").asLong() % 2 == 1)
                      .filter(item -> item.path("kind").asText().equals("missing"))
                      .allMatch(item -> item.path("outcome").asText().equals("grabbed"));
            });
    gateway
        .database()
        .execute(
            "UPDATE search_run SET settled_at = settled_at - interval '3 minutes'"
                + " WHERE settled_at IS NOT NULL AND id = "
                + run);
    checkNow(run);
    return settled(schedule, run, "searching");
  }

  /** Looks after the searches of a run as if its next look were due. */
  private static void checkNow(long run) {
    gateway
        .database()
        .execute(
            "UPDATE search_run SET next_check_at = now()"
                + " WHERE next_check_at IS NOT NULL AND id = "
                + run);
    tick();
  }

  private static List<String> events(String type, long schedule) {
    return list(admin.get("/events/history?limit=500&types=" + type).at("/items")).stream()
        .map(event -> event.path("data"))
        .filter(data -> data.path("schedule_id").asLong() == schedule)
        .map(JsonNode::toString)
        .toList();
  }

  @Test
  void aDryRunSaysWhatItWouldSearchAndSearchesNothing() {
    long id = schedule(radarr, Map.of("strategy", "both", "batch_size", 4));
    long before = commands(gateway.radarr().server());
    Api.Reply plan = admin.post(path(id) + "/preview?limit=2");
    assertThat(plan.status()).as(plan.text()).isEqualTo(200);
    assertThat(plan.at("/blocked").isNull()).isTrue();
    assertThat(plan.at("/selected")).hasSize(4);
    assertThat(plan.at("/skipped")).hasSize(2);
    int candidates = plan.at("/candidates").asInt();
    assertThat(sum(plan.at("/reasons"))).isEqualTo(candidates).isGreaterThan(4);
    assertThat(plan.at("/skipped_total").asInt()).isEqualTo(candidates - 4);
    assertThat(plan.at("/cost/commands").asInt()).isEqualTo(1);
    assertThat(plan.at("/cost/estimated_queries").asInt()).isEqualTo(4 * 3);
    assertThat(commands(gateway.radarr().server())).isEqualTo(before);
    assertThat(admin.get(path(id) + "/history").at("/total").asInt()).isZero();

    JsonNode run = run(id);
    assertThat(ids(run.path("items"))).isEqualTo(ids(plan.at("/selected")));
    assertThat(run.path("estimated_queries").asInt()).isEqualTo(12);
  }

  @Test
  void aRunSearchesRemembersWhatCameOfItAndLeavesThatAloneNextTime() {
    long id = schedule(radarr, Map.of("batch_size", 6));
    JsonNode run = run(id);
    assertThat(run.path("status").asText()).as(run.toString()).isEqualTo("searching");
    assertThat(run.path("cause").asText()).isEqualTo("request");
    assertThat(sum(run.path("reasons"))).isEqualTo(run.path("candidates").asInt());
    assertThat(run.path("items")).hasSize(6);
    assertThat(run.path("commands")).hasSize(1);
    long outbox = run.at("/commands/0/outbox_id").asLong();
    assertThat(admin.get("/outbox/" + outbox).at("/operation").asText()).isEqualTo("start_search");

    JsonNode done = ended(id, run.path("id").asLong());
    assertThat(done.path("status").asText()).isEqualTo("completed");
    assertThat(done.at("/commands/0/status").asText()).isEqualTo("completed");
    assertThat(done.path("items").findValuesAsText("outcome")).contains("grabbed", "none");
    for (JsonNode item : done.path("items")) {
      boolean found = item.path("item_id").asLong() % 2 == 1;
      assertThat(item.path("outcome").asText()).isEqualTo(found ? "grabbed" : "none");
      assertThat(item.path("release_title").isNull()).isEqualTo(!found);
      assertThat(item.path("indexer").asText("")).isEqualTo(found ? "Marble Index" : "");
    }
    assertThat(events("search.started", id)).hasSize(1);
    assertThat(events("search.completed", id)).hasSize(1);

    JsonNode second = run(id);
    assertThat(ids(second.path("items"))).doesNotContainAnyElementsOf(ids(run.path("items")));
    assertThat(second.at("/reasons/cooldown").asInt() + second.at("/reasons/in_queue").asInt())
        .isGreaterThanOrEqualTo(6);
    assertThat(admin.get(path(id) + "/history").at("/items").findValuesAsText("candidates"))
        .hasSize(2);
  }

  @Test
  void episodesAreSearchedAndCapsHoldOverAllSchedulesOfAnInstance() {
    long id = schedule(sonarr, Map.of("strategy", "both", "batch_size", 8, "max_per_hour", 10));
    JsonNode run = run(id);
    assertThat(run.path("items")).hasSize(8);
    JsonNode done = ended(id, run.path("id").asLong());
    assertThat(done.path("items").findValuesAsText("outcome"))
        .hasSize(8)
        .allMatch(outcome -> List.of("grabbed", "none").contains(outcome));
    assertThat(done.at("/items/0/series_id").asLong()).isPositive();
    long other = schedule(sonarr, Map.of("name", "Other", "batch_size", 8, "max_per_hour", 10));
    JsonNode capped = run(other);
    assertThat(capped.path("items")).hasSize(2);
    assertThat(capped.at("/reasons/hourly_cap").asInt()).isPositive();
    assertThat(sum(capped.path("reasons"))).isEqualTo(capped.path("candidates").asInt());
  }

  @Test
  void whileAllIndexersFailItPausesAndSaysSo() {
    long id = schedule(radarr, Map.of());
    int issue =
        gateway
            .radarr()
            .state()
            .addHealth(
                "IndexerStatusCheck", "error", "All indexers are unavailable due to failures");
    long before = commands(gateway.radarr().server());
    try {
      for (int i = 0; i < 2; i++) {
        JsonNode run = run(id);
        assertThat(run.path("status").asText()).isEqualTo("blocked");
        assertThat(run.path("blocked").asText()).isEqualTo("indexers_failing");
      }
      JsonNode paused = admin.get(path(id)).json();
      assertThat(paused.path("paused").asText()).isEqualTo("indexers_failing");
      assertThat(paused.path("paused_since").isNull()).isFalse();
      assertThat(events("search.paused", id)).hasSize(1);
      Api.Reply plan = admin.post(path(id) + "/preview");
      assertThat(plan.at("/blocked").asText()).isEqualTo("indexers_failing");
      assertThat(plan.at("/reasons/blocked").asInt()).isPositive();
      assertThat(admin.post(path(id) + "/preview?ignore_blocks=true").at("/selected")).hasSize(10);
      assertThat(commands(gateway.radarr().server())).isEqualTo(before);
    } finally {
      gateway.radarr().state().health().remove(issue);
    }
    assertThat(run(id).path("status").asText()).isEqualTo("searching");
    assertThat(admin.get(path(id)).at("/paused").isNull()).isTrue();
    assertThat(events("search.resumed", id)).hasSize(1);
  }

  @Test
  void activeDownloadsHoldItBack() {
    long id = schedule(radarr, Map.of("max_active_downloads", 1));
    JsonNode run = run(id);
    assertThat(run.path("blocked").asText()).isEqualTo("back_pressure");
    assertThat(run.path("items")).isEmpty();
    List<Integer> active = new ArrayList<>();
    gateway
        .radarr()
        .state()
        .queue()
        .where(row -> row.getString("status").equals("downloading"))
        .forEach(row -> active.add(row.getInteger("id")));
    assertThat(active).isNotEmpty();
    for (int row : active) {
      gateway.radarr().state().queue().change(row, one -> one.put("status", "queued"));
    }
    assertThat(run(id).path("items")).isNotEmpty();
  }

  @Test
  void onlyOneOfManyCallsBeginsARun() {
    long id = schedule(radarr, Map.of("batch_size", 2));
    List<Integer> statuses =
        IntStream.range(0, 8)
            .parallel()
            .map(i -> admin.post(path(id) + "/run").status())
            .boxed()
            .toList();
    assertThat(statuses).contains(202).allMatch(status -> status == 202 || status == 409);
    long begun = statuses.stream().filter(status -> status == 202).count();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !admin.get(path(id)).at("/running").asBoolean());
    JsonNode runs = admin.get(path(id) + "/history").json();
    assertThat(runs.path("total").asLong()).isEqualTo(begun);
    List<Long> searched =
        list(runs.path("items")).stream().flatMap(run -> ids(run.path("items")).stream()).toList();
    assertThat(searched).doesNotHaveDuplicates().hasSize((int) begun * 2);
  }

  @Test
  void whatWasMissedWhileNobodyWasThereIsMadeUpForOnce() {
    long id = schedule(radarr, Map.of("enabled", true, "batch_size", 1, "interval_minutes", 5));
    String history = path(id) + "/history";
    tick();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get(history).at("/total").asInt() == 1);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !admin.get(path(id)).at("/running").asBoolean());
    gateway
        .database()
        .execute(
            "UPDATE search_schedule SET next_run_at = now() - interval '10 hours',"
                + " last_run_at = now() - interval '10 hours' WHERE id = "
                + id);
    tick();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get(history).at("/total").asInt() == 2);
    tick();
    tick();
    assertThat(admin.get(history).at("/total").asInt()).isEqualTo(2);
    assertThat(admin.get(history).at("/items/0/cause").asText()).isEqualTo("schedule");
    assertThat(java.time.Instant.parse(admin.get(path(id)).at("/next_run_at").asText()))
        .isAfter(java.time.Instant.now().plusSeconds(200));
  }
}
