package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadRulesIT {
  private static DownloadRig rig;
  private Api admin;
  private QbittorrentSandbox server;
  private long client;

  @BeforeAll
  static void open() {
    rig = new DownloadRig(Map.of());
  }

  @BeforeEach
  void start() {
    admin = rig.renew();
    server = rig.qbittorrent();
    client = rig.add(server, "Torrents");
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private void rules(boolean dryRun, String ailment, String action, Map<String, Object> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("dry_run", dryRun);
    body.put(
        ailment, Map.of("enabled", true, "strikes", 2, "patience_minutes", 0, "action", action));
    Api.Reply set = admin.put("/download-rules", body);
    assertThat(set.status()).as(set.text()).isEqualTo(200);
    assertThat(admin.get("/download-rules").json()).isEqualTo(set.json());
  }

  private JsonNode decision(String verdict, String id) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> {
              for (JsonNode one :
                  admin.get("/download-rules/decisions?verdict=" + verdict).at("/items")) {
                if (one.path("download_id").asText().equals(id)) {
                  return one;
                }
              }
              return null;
            },
            one -> one != null);
  }

  private String stalled(int number) {
    String id = rig.magnet(Map.of(), number).at("/id").asText();
    server.state().trouble(id, "stalledDL");
    return id;
  }

  /** Has the first row of the Radarr's queue be about a download; says of which movie. */
  private int wanted(String id) {
    var queue = rig.gateway().radarr().state().queue();
    var row = queue.list().get(0);
    queue.change(row.getInteger("id"), one -> one.put("downloadId", id.toUpperCase(Locale.ROOT)));
    return row.getInteger("movieId");
  }

  @Test
  void withoutASayNothingIsEnabledAndNothingIsDone() {
    JsonNode rules = admin.get("/download-rules").json();
    assertThat(rules.path("dry_run").asBoolean()).isTrue();
    assertThat(rules.at("/stalled/enabled").asBoolean()).isFalse();
    Api.Reply wrong =
        admin.put(
            "/download-rules",
            Map.of("stalled", Map.of("strikes", 0, "action", "explode"), "sometimes", true));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("stalled.strikes", "stalled.action", "sometimes");
  }

  @Test
  void aDecisionWithoutRoomForItsChangeIsToldAndDoneLater() {
    rig.close();
    rig = new DownloadRig(Map.of("limits.open_changes", "2", "limits.factor", "1"));
    admin = rig.admin();
    server = rig.qbittorrent();
    client = rig.add(server, "Torrents");
    String id = stalled(1);
    rig.gateway()
        .database()
        .execute(
            "INSERT INTO outbox (owner_id, instance_id, operation, payload, state, correlation_id,"
                + " trace_id) SELECT 1, "
                + client
                + ", 'test', '{}', 'sent', 'c', 't' FROM generate_series(1, 2)");
    rules(false, "stalled", "remove", Map.of());
    assertThat(decision("refused", id).path("outbox_ids")).isEmpty();
    rig.gateway().database().execute("DELETE FROM outbox WHERE operation = 'test'");
    assertThat(decision("acted", id).path("outbox_ids")).hasSize(1);
    assertThat(admin.get("/download-rules/decisions?verdict=refused").at("/total").asInt())
        .isEqualTo(1);
  }

  @Test
  void aDryRunTellsAndThenTheSameIsDoneForReal() {
    long radarr = rig.gateway().addRadarr(admin, "Films");
    rules(true, "stalled", "remove_blocklist_and_search", Map.of());
    String id = stalled(1);
    int movie = wanted(id);
    int rows = rig.gateway().radarr().state().queue().list().size();

    JsonNode told = decision("dry_run", id);
    assertThat(told.path("reason").asText()).isEqualTo("stalled");
    assertThat(told.path("strikes").asInt()).isGreaterThanOrEqualTo(2);
    assertThat(told.at("/instance_ids/0").asLong()).isEqualTo(radarr);
    assertThat(told.path("outbox_ids")).isEmpty();
    assertThat(rig.awaitEvent("rule_applied", id).at("/data/dry_run").asBoolean()).isTrue();
    assertThat(rig.gateway().radarr().state().queue().list()).hasSize(rows);

    rules(false, "stalled", "remove_blocklist_and_search", Map.of());
    JsonNode done = decision("acted", id);
    assertThat(done.path("outbox_ids")).hasSize(2);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(
            () ->
                assertThat(
                        admin
                            .get("/outbox?state=confirmed&instance_id=" + radarr)
                            .at("/total")
                            .asInt())
                    .isEqualTo(2));
    assertThat(
            rig.gateway()
                .radarr()
                .state()
                .queue()
                .where(row -> id.equalsIgnoreCase(row.getString("downloadId"))))
        .isEmpty();
    JsonNode changes = admin.get("/outbox?instance_id=" + radarr).at("/items");
    JsonNode search = changes.get(0).path("request");
    JsonNode removal = changes.get(1).path("request");
    assertThat(removal.path("blocklist").asBoolean()).isTrue();
    assertThat(removal.path("remove_from_client").asBoolean()).isTrue();
    assertThat(search.toString()).contains(String.valueOf(movie));
    // It stays in the simulated client, and is left alone.
    assertThat(admin.get("/download-rules/decisions").at("/total").asInt()).isEqualTo(2);
  }

  @Test
  void whatNobodyAskedForIsRemovedFromItsClient() {
    rules(false, "stalled", "remove_and_blocklist", Map.of());
    String id = stalled(2);
    assertThat(decision("acted", id).path("instance_ids")).isEmpty();
    assertThat(rig.awaitEvent("removed", id)).isNotNull();
    assertThat(server.state().has(id)).isFalse();
  }

  @Test
  void categoriesThatAreLeftAloneStay() {
    rules(false, "stalled", "remove", Map.of("skip_categories", List.of("Keep")));
    String id = rig.magnet(Map.of("category", "keep"), 3).at("/id").asText();
    server.state().trouble(id, "stalledDL");
    assertThat(decision("spared", id).path("spared").asText()).isEqualTo("category");
    assertThat(server.state().has(id)).isTrue();
  }

  @Test
  void anImportThatIsBlockedIsToldWithItsReason() {
    long radarr = rig.gateway().addRadarr(admin, "Films");
    rules(true, "import_blocked", "notify", Map.of());
    String id = rig.magnet(Map.of(), 4).at("/id").asText();
    int movie = wanted(id);
    server.state().finish(id);
    var queue = rig.gateway().radarr().state().queue();
    queue
        .where(row -> id.equalsIgnoreCase(row.getString("downloadId")))
        .forEach(
            row ->
                queue.change(
                    row.getInteger("id"),
                    one ->
                        one.put("trackedDownloadState", "importBlocked")
                            .put("trackedDownloadStatus", "warning")));
    JsonNode told = decision("notified", id);
    assertThat(told.path("reason").asText()).isEqualTo("import_blocked");
    JsonNode entry = rig.download(client, id).at("/queue/0");
    assertThat(entry.path("state").asText()).isEqualTo("import_blocked");
    assertThat(entry.path("movie_id").asInt()).isEqualTo(movie);
    assertThat(entry.path("instance_id").asLong()).isEqualTo(radarr);
  }
}
