package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.feature.timelines.ScreenUpstream;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Title;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A movie's way from the request to the screen, as users see it. */
class TimelineIT {
  private static final long CLIENT = 77;

  private final ScreenUpstream screen = new ScreenUpstream();
  private TestGateway gateway;
  private Api admin;
  private long radarr;

  @BeforeEach
  void start() {
    gateway =
        TestGateway.start(
            Map.of("webhooks.poll_interval", "1s", "webhooks.reconcile_interval", "1s"),
            UpstreamCatalog.of(List.of(new RadarrUpstream(), new SonarrUpstream(), screen)));
    admin = gateway.admin();
    radarr = gateway.addRadarr(admin, "Films");
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private void addScreen() {
    Api.Reply made =
        admin.post(
            "/instances",
            Map.of(
                "name",
                "Living room",
                "instance_type",
                "screen",
                "url",
                gateway.radarr().server().url(),
                "api_key",
                "0123456789abcdef0123456789abcdef"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
  }

  private void told(String verb, String download, Map<String, ?> more) {
    Map<String, Object> data = new HashMap<>(more);
    data.putAll(Map.of("client_id", CLIENT, "id", download, "name", "A.Release"));
    EventDraft draft = new EventDraft(1, CLIENT, "download." + verb, data);
    Futures.await(gateway.database().database().asSystem(c -> new SqlEventLog().append(c, draft)));
  }

  private String request(Title title) {
    Api.Reply added =
        admin.post("/instances/" + radarr + "/library", Map.of("tmdb_id", title.id()));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    return admin.get("/outbox").at("/items/0/correlation_id").asText();
  }

  private JsonNode timeline(String correlation) {
    Api.Reply reply = admin.get("/timelines/" + correlation);
    assertThat(reply.status()).as(reply.text()).isEqualTo(200);
    return reply.json();
  }

  private static List<String> steps(JsonNode timeline) {
    List<String> all = new ArrayList<>();
    timeline.path("steps").forEach(step -> all.add(step.path("step").asText()));
    return all;
  }

  @CanIgnoreReturnValue
  private JsonNode awaitState(String correlation, String state) {
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> admin.get("/timelines/" + correlation).at("/state").asText().equals(state));
    return timeline(correlation);
  }

  @Test
  void oneCorrelationIdLeadsFromTheRequestToTheScreen() {
    addScreen();
    Api.Reply registered = admin.post("/instances/" + radarr + "/webhook");
    assertThat(registered.status()).as(registered.text()).isEqualTo(200);
    var library = gateway.radarr().library();
    Title title = library.catalogue().part(700, 1).get(0);
    String correlation = request(title);
    JsonNode added = awaitState(correlation, "added");
    assertThat(added.path("title").asText()).isEqualTo(title.title());
    assertThat(added.at("/why/code").asText())
        .isIn("no_search_yet", "nothing_grabbed", "not_released");

    int id = library.byTmdb(title.id()).orElseThrow().id();
    String download = library.grab(id, "WEBDL-1080p").orElseThrow().toLowerCase(Locale.ROOT);
    JsonNode grabbed = awaitState(correlation, "grabbed");
    assertThat(grabbed.at("/why/suggestion").isNull()).isTrue();
    told("added", download, Map.of());
    told("stalled", download, Map.of("reason", "no_peers"));
    assertThat(awaitState(correlation, "stalled").at("/why/code").asText())
        .isEqualTo("stalled_no_peers");
    told("recovered", download, Map.of());
    told("completed", download, Map.of());
    awaitState(correlation, "downloaded");

    assertThat(library.importFile(id, "WEBDL-1080p")).isPresent();
    assertThat(awaitState(correlation, "imported").at("/why/code").asText())
        .isEqualTo("waiting_for_media_server");
    await().atMost(Duration.ofSeconds(20)).until(() -> !screen.asked().isEmpty());
    screen.add(title.id());
    awaitState(correlation, "playable");
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> steps(timeline(correlation)).contains("scan_requested"));
    JsonNode playable = timeline(correlation);
    assertThat(steps(playable))
        .containsExactlyInAnyOrder(
            "requested",
            "added",
            "grabbed",
            "downloading",
            "download_stalled",
            "download_recovered",
            "downloaded",
            "imported",
            "scan_requested",
            "playable");
    assertThat(playable.at("/why/text").asText()).isEqualTo("It can be played on Living room.");
    assertThat(playable.findValuesAsText("correlation_id")).containsOnly(correlation);
    JsonNode available = admin.get("/events/history?types=media.available").json();
    assertThat(available.path("total").asInt()).isEqualTo(1);
    assertThat(available.at("/items/0/data/correlation_id").asText()).isEqualTo(correlation);

    // What the history tells of the same is the same.
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(20))
        .until(() -> steps(timeline(correlation)).size() == 10);
    assertThat(admin.get("/timelines?library_id=" + id).at("/total").asInt()).isEqualTo(1);
    assertThat(admin.get("/timelines?state=playable").at("/total").asInt()).isEqualTo(1);
    assertThat(admin.get("/timelines?state=grabbed").at("/total").asInt()).isZero();
    assertThat(admin.get("/timelines?q=no-such-title").at("/total").asInt()).isZero();
    assertThat(
            admin
                .get("/timelines/why?instance_id=" + radarr + "&library_id=" + id)
                .at("/why/code")
                .asText())
        .isEqualTo("playable");
  }

  @Test
  void withoutAWebhookTheHistoryTellsTheSame() {
    var library = gateway.radarr().library();
    String path = "/instances/" + radarr + "/webhook";
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> !admin.get(path).at("/last_polled_at").isNull());
    int id =
        library.list().stream().filter(one -> one.file() == null).findFirst().orElseThrow().id();
    String download = library.grab(id, "WEBDL-1080p").orElseThrow().toLowerCase(Locale.ROOT);
    told("added", download, Map.of());
    told("completed", download, Map.of());
    assertThat(library.importFile(id, "WEBDL-1080p")).isPresent();
    JsonNode imported = awaitState("download-" + download, "imported");
    assertThat(steps(imported))
        .containsExactlyInAnyOrder("grabbed", "downloading", "downloaded", "imported");
    assertThat(imported.at("/why/code").asText()).isEqualTo("no_media_server");
  }

  @Test
  void whyItIsNotHereIsAnsweredForTitlesThatNothingHappenedTo() {
    var library = gateway.radarr().library();
    var missing =
        library.list().stream()
            .filter(one -> one.file() == null && !one.monitored())
            .findFirst()
            .orElseThrow();
    String path = "/timelines/why?instance_id=" + radarr + "&library_id=";
    JsonNode why = admin.get(path + missing.id()).json();
    assertThat(why.at("/why/code").asText()).isEqualTo("not_monitored");
    assertThat(why.path("title").asText()).isNotEmpty();
    assertThat(why.path("correlation_id").isNull()).isTrue();
    var there = library.list().stream().filter(one -> one.file() != null).findFirst().orElseThrow();
    assertThat(admin.get(path + there.id()).at("/why/code").asText()).isEqualTo("in_library");
    assertThat(admin.get(path + 999_999).status()).isEqualTo(404);
    assertThat(admin.get("/timelines/why?instance_id=999999&library_id=1").status()).isEqualTo(404);
    gateway.newUser("stranger", "user");
    assertThat(gateway.login("stranger").get(path + there.id()).status()).isEqualTo(404);
    assertThat(admin.get("/timelines/none-such").status()).isEqualTo(404);
  }
}
