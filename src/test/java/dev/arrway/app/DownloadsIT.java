package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.gateway.RawConnection;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DownloadsIT {
  private static DownloadRig rig;
  private Api admin;
  private QbittorrentSandbox server;
  private long client;

  @BeforeAll
  static void open() {
    rig = new DownloadRig(Map.of("downloads.max_file_bytes", "100kB", "http.body_timeout", "5s"));
  }

  @BeforeEach
  void start() {
    admin = rig.renew();
    server = rig.qbittorrent();
    client =
        DownloadRig.add(
            admin, server, "Torrents", Map.of("category_mappings", Map.of("Films", "movies")));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  @Test
  void anUploadThatStopsArrivingIsRefused() throws Exception {
    int port = URI.create(rig.gateway().gateway().url()).getPort();
    try (RawConnection stopped = new RawConnection(port)) {
      stopped
          .post("/api/v1/downloads", admin.token(), "multipart/form-data; boundary=x", 50_000)
          .send(
              "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.torrent\"\r\n"
                  + "\r\nd8:announce");
      assertThat(stopped.answer()).contains(" 408 ", "did not arrive within the time");
    }
  }

  @Test
  void aMagnetLinkIsAddedFollowedAndRemoved() {
    Api.Reply added = rig.magnet(Map.of("category", "films"), 1);
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    String id = added.at("/id").asText();
    assertThat(id).isEqualTo(DownloadRig.hash(1));
    assertThat(added.at("/category").asText()).isEqualTo("movies");
    String correlation = added.at("/correlation_id").asText();
    for (String type : List.of("added", "started")) {
      JsonNode event = rig.awaitEvent(type, id);
      assertThat(event.at("/data/correlation_id").asText()).as(type).isEqualTo(correlation);
      assertThat(event.at("/data/client_id").asLong()).isEqualTo(client);
      assertThat(event.at("/instance_id").asLong()).isEqualTo(client);
    }
    JsonNode listed = admin.get("/downloads?state=active&kind=torrent&category=MOVIES").json();
    assertThat(listed.path("total").asInt()).as(listed.toString()).isEqualTo(1);
    assertThat(listed.at("/items/0/correlation_id").asText()).isEqualTo(correlation);
    assertThat(listed.at("/items/0/status").asText()).isEqualTo("downloading");
    assertThat(admin.get("/downloads?q=nothing-like-it").at("/total").asInt()).isZero();

    String one = "/downloads/" + client + "/" + id;
    assertThat(admin.post(one + "/pause").status()).isEqualTo(204);
    assertThat(rig.download(client, id).path("status").asText()).isEqualTo("paused");
    assertThat(rig.awaitEvent("paused", id)).isNotNull();
    assertThat(admin.post(one + "/resume").status()).isEqualTo(204);
    assertThat(rig.awaitEvent("resumed", id)).isNotNull();
    server.state().finish(id);
    JsonNode completed = rig.awaitEvent("completed", id);
    assertThat(completed.at("/data/progress").asDouble()).isEqualTo(1);
    assertThat(completed.at("/data/output_path").asText()).startsWith("/downloads/");
    assertThat(admin.get("/downloads?state=completed").at("/total").asInt()).isEqualTo(1);
    assertThat(admin.delete(one + "?delete_files=true").status()).isEqualTo(204);
    assertThat(rig.awaitEvent("removed", id)).isNotNull();
    assertThat(admin.get(one).status()).isEqualTo(404);
    assertThat(server.state().has(id)).isFalse();
    assertThat(admin.get("/audit?limit=500").at("/items").findValuesAsText("action"))
        .contains("createDownload", "pauseDownload", "removeDownload");
    assertThat(rig.events("added")).hasSize(1);
  }

  @Test
  void aStallIsToldAndItsEnd() {
    String id = rig.magnet(Map.of(), 2).at("/id").asText();
    server.state().trouble(id, "stalledDL");
    JsonNode stalled = rig.awaitEvent("stalled", id);
    assertThat(stalled.at("/data/troubles").toString()).contains("stalled");
    assertThat(stalled.at("/data/error").asText()).isNotEmpty();
    server.state().trouble(id, "");
    assertThat(rig.awaitEvent("recovered", id)).isNotNull();
    server.state().trouble(id, "error");
    assertThat(rig.awaitEvent("failed", id)).isNotNull();
    assertThat(admin.post("/downloads/" + client + "/" + id + "/retry").status()).isEqualTo(200);
  }

  @Test
  void whatWasThereBeforeTheGatewayIsNoNews() {
    String old = rig.magnet(Map.of(), 3).at("/id").asText();
    Instant added = Instant.parse(rig.download(client, old).path("added_at").asText());
    await().until(() -> Instant.now().isAfter(added.plusSeconds(1)));
    long again = rig.add(server, "Again");
    String fresh = rig.magnet(Map.of("client_id", again), 4).at("/id").asText();
    await()
        .atMost(Duration.ofSeconds(40))
        .untilAsserted(() -> assertThat(told(again)).containsExactly(fresh));
    assertThat(told(client)).contains(old);
  }

  private List<String> told(long of) {
    return rig.events("added").stream()
        .filter(event -> event.at("/data/client_id").asLong() == of)
        .map(event -> event.at("/data/id").asText())
        .toList();
  }

  @Test
  void aFileIsAddedAndWhatIsNoneIsNamed() {
    Api.Reply added =
        admin.uploadFile(
            "/downloads",
            Map.of("category", "films", "paused", "true"),
            "a file.torrent",
            DownloadRig.torrent("Small.File"));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    JsonNode there = rig.download(client, added.at("/id").asText());
    assertThat(there.path("status").asText()).isEqualTo("paused");
    assertThat(there.path("category").asText()).isEqualTo("movies");

    byte[] page = "<!DOCTYPE html><html><body>Log in</body></html>".getBytes();
    Api.Reply html = admin.uploadFile("/downloads", Map.of(), "a.torrent", page);
    assertThat(html.status()).isEqualTo(422);
    assertThat(html.at("/errors/0/field").asText()).isEqualTo("file");
    assertThat(html.at("/errors/0/message").asText()).contains("web page");
    Api.Reply wrong =
        admin.uploadFile(
            "/downloads",
            Map.of("paused", "yes", "client_id", "x", "colour", "red"),
            "a.torrent",
            DownloadRig.torrent("Small.File"));
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.at("/errors").findValuesAsText("field"))
        .containsExactlyInAnyOrder("paused", "client_id", "colour");
    Api.Reply large = admin.uploadFile("/downloads", Map.of(), "a.nzb", new byte[200_000]);
    assertThat(large.status()).isEqualTo(413);
    Api.Reply nzb =
        admin.uploadFile("/downloads", Map.of(), "a.nzb", "<?xml?><nzb></nzb>".getBytes());
    assertThat(nzb.status()).as("no client takes it").isEqualTo(422);
    assertThat(nzb.at("/errors/0/field").asText()).isEqualTo("client_id");
  }

  @Test
  void aFileOfOneNameIsAddedOnce() {
    byte[] file = DownloadRig.torrent("Once");
    Api.Reply first = admin.uploadNamed("one", "/downloads", "a.torrent", file);
    Api.Reply again = admin.uploadNamed("one", "/downloads", "a.torrent", file);
    assertThat(first.status()).as(first.text()).isEqualTo(201);
    assertThat(again.json()).isEqualTo(first.json());
    Api.Reply other =
        admin.uploadNamed("one", "/downloads", "a.torrent", DownloadRig.torrent("Other"));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.at("/errors/0/field").asText()).isEqualTo("Idempotency-Key");
    assertThat(server.server().requests().count("POST", "/api/v2/torrents/add")).isEqualTo(1);
  }

  @Test
  void whatIsWrongWithARequestIsNamedByField() {
    assertWrong(Map.of(), "magnet");
    assertWrong(Map.of("magnet", "magnet:?dn=nothing"), "magnet");
    assertWrong(Map.of("torrent_url", "ftp://x/y"), "torrent_url");
    assertWrong(Map.of("torrent_url", DownloadRig.magnet(1)), "torrent_url");
    assertWrong(
        Map.of("magnet", DownloadRig.magnet(1), "nzb_url", "http://x/y"), "magnet", "nzb_url");
    assertWrong(
        Map.of("nzb_url", "http://x/y", "sequential", true, "priority", "soon"),
        "sequential",
        "priority");
    assertWrong(Map.of("nzb_url", "http://x/y", "client_id", client), "client_id");
    Map<String, Object> foreign = Map.of("magnet", DownloadRig.magnet(1), "client_id", 99_999);
    assertThat(admin.post("/downloads", foreign).status()).isEqualTo(404);
  }

  private void assertWrong(Map<String, ?> body, String... fields) {
    Api.Reply reply = admin.post("/downloads", body);
    assertThat(reply.status()).as(reply.text()).isEqualTo(422);
    assertThat(reply.at("/errors").findValuesAsText("field"))
        .as(reply.text())
        .containsExactlyInAnyOrder(fields);
  }

  @Test
  void noIdStandsForManyDownloads() {
    assertThat(rig.magnet(Map.of(), 1).status()).isEqualTo(201);
    for (String id : List.of("all", "ALL", "failed", "a%7Cb", "a,b")) {
      String one = "/downloads/" + client + "/" + id;
      assertThat(admin.delete(one).status()).as(id).isEqualTo(422);
      assertThat(admin.post(one + "/pause").status()).as(id).isEqualTo(422);
      assertThat(admin.get(one).status()).as(id).isEqualTo(422);
    }
    assertThat(server.state().forAll()).isZero();
    assertThat(server.state().has(DownloadRig.hash(1))).isTrue();
  }

  @Test
  void aClientThatIsDownGetsItLaterOnce() {
    Futures.await(server.server().close());
    Api.Reply first = admin.named("once", "/downloads", Map.of("magnet", DownloadRig.magnet(7)));
    assertThat(first.status()).as(first.text()).isEqualTo(202);
    assertThat(first.at("/outbox_id").asLong()).isPositive();
    Api.Reply same = admin.named("once", "/downloads", Map.of("magnet", DownloadRig.magnet(7)));
    assertThat(same.at("/outbox_id")).isEqualTo(first.at("/outbox_id"));
    Api.Reply file =
        admin.uploadFile("/downloads", Map.of(), "b.torrent", DownloadRig.torrent("Later"));
    assertThat(file.status()).as(file.text()).isEqualTo(202);
    assertThat(rig.gateway().dump()).doesNotContain(DownloadRig.magnet(7));

    server
        .server()
        .faults()
        .replace(List.of(Fault.of(FaultKind.LOSE_ANSWER).on("/api/v2/torrents/add").times(1)));
    Futures.await(server.server().reopen());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(admin.get("/outbox?state=confirmed").at("/total").asInt()).isEqualTo(2));
    assertThat(admin.get("/downloads").at("/total").asInt()).isEqualTo(2);
    assertThat(server.server().requests().count("POST", "/api/v2/torrents/add")).isEqualTo(2);
    assertThat(rig.awaitEvent("added", DownloadRig.hash(7))).isNotNull();
    assertThat(rig.events("added")).hasSize(2);
  }

  @Test
  void aPartThatFailsIsNamedAndNeverFailsTheWhole() {
    QbittorrentSandbox other = rig.qbittorrent();
    long second = rig.add(other, "Second");
    assertThat(rig.magnet(Map.of("client_id", second), 8).status()).isEqualTo(201);
    assertThat(rig.magnet(Map.of("client_id", client), 9).status()).isEqualTo(201);
    assertThat(admin.get("/downloads").at("/total").asInt()).isEqualTo(2);
    assertThat(admin.get("/downloads?client_id=" + second).at("/total").asInt()).isEqualTo(1);
    Futures.await(server.server().close());
    Api.Reply part = admin.get("/downloads");
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.at("/total").asInt()).isEqualTo(1);
    assertThat(part.at("/failures/0/instance_id").asLong()).isEqualTo(client);
    // The other one is looked at all the same.
    other.state().finish(DownloadRig.hash(8));
    assertThat(rig.awaitEvent("completed", DownloadRig.hash(8))).isNotNull();
    Futures.await(other.server().close());
    assertThat(admin.get("/downloads").status()).isEqualTo(502);
    Futures.await(server.server().reopen());
    Futures.await(other.server().reopen());
  }

  @Test
  void theRowsOfASeasonPackAreOneEntry() {
    long sonarr = rig.gateway().addSonarr(admin, "Series");
    long radarr = rig.gateway().addRadarr(admin, "Films");
    String id = rig.magnet(Map.of(), 10).at("/id").asText();
    var queue = rig.gateway().sonarr().state().queue();
    var first = queue.list().get(0);
    var episodes = new java.util.TreeSet<Integer>();
    for (var row : queue.list()) {
      queue.change(
          row.getInteger("id"),
          one ->
              one.put("downloadId", id.toUpperCase(Locale.ROOT))
                  .put("seriesId", first.getInteger("seriesId")));
      episodes.add(row.getInteger("episodeId"));
    }
    assertThat(episodes).hasSizeGreaterThan(1);
    JsonNode entries = rig.download(client, id).path("queue");
    assertThat(entries).hasSize(1);
    JsonNode entry = entries.get(0);
    assertThat(entry.path("instance_id").asLong()).isEqualTo(sonarr);
    assertThat(entry.path("library_id").asInt()).isEqualTo(first.getInteger("seriesId"));
    assertThat(entry.path("episode_ids")).hasSize(episodes.size());
    assertThat(entry.path("queue_ids")).hasSize(queue.list().size());
    assertThat(admin.get("/downloads").at("/items/0/queue/0")).isEqualTo(entry);

    Futures.await(rig.gateway().radarr().server().close());
    Api.Reply part = admin.get("/downloads");
    assertThat(part.status()).isEqualTo(200);
    assertThat(part.at("/items/0/queue")).hasSize(1);
    assertThat(part.at("/failures/0/instance_id").asLong()).isEqualTo(radarr);
    Futures.await(rig.gateway().radarr().server().reopen());
  }

  @Test
  void ofTwoProcessesThatLookOneTells() throws Exception {
    Path data = Files.createTempDirectory(Path.of("target"), "shared").toAbsolutePath();
    Map<String, String> shared =
        Map.of("data.dir", data.toString(), "downloads.poll_interval", "500ms");
    try (DownloadRig first = new DownloadRig(shared)) {
      QbittorrentSandbox there = first.qbittorrent();
      assertThat(first.add(there, "Torrents")).isPositive();
      Gateway second =
          Futures.await(Gateway.start(TestGateway.config(first.gateway().database(), shared)));
      for (int i = 0; i < 10; i++) {
        assertThat(first.magnet(Map.of(), i).status()).isEqualTo(201);
      }
      for (int i = 0; i < 10; i++) {
        assertThat(first.awaitEvent("started", DownloadRig.hash(i))).isNotNull();
        there.state().finish(DownloadRig.hash(i));
      }
      for (int i = 0; i < 10; i++) {
        assertThat(first.awaitEvent("completed", DownloadRig.hash(i))).isNotNull();
      }
      Futures.await(second.stop());
      for (String type : List.of("added", "started", "completed")) {
        assertThat(first.events(type)).as(type).hasSize(10);
      }
    }
  }

  @Test
  void theConfiguredClientIsTheDefaultOne() {
    try (DownloadRig other = new DownloadRig(Map.of("defaults.torrent_client", "preferred"))) {
      long first = other.add(other.qbittorrent(), "First");
      long preferred = other.add(other.qbittorrent(), "Preferred");
      assertThat(other.magnet(Map.of(), 1).at("/client_id").asLong()).isEqualTo(preferred);
      Map<String, Object> named = new HashMap<>(Map.of("client_id", first));
      assertThat(other.magnet(named, 2).at("/client_id").asLong()).isEqualTo(first);
    }
  }
}
