package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.sabnzbd.SabnzbdSandbox;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Usenet downloads are followed and handled as torrents are. */
class DownloadUsenetIT {
  private static final String LINK =
      "https://indexer.example/get/Linked.Release.nzb?apikey=s3cr3t-k3y";

  private static DownloadRig rig;
  private Api admin;
  private SabnzbdSandbox server;
  private long client;

  @BeforeAll
  static void open() {
    rig = new DownloadRig(Map.of());
  }

  @BeforeEach
  void start() {
    admin = rig.renew();
    server = rig.sabnzbd();
    server.state().speed(100_000);
    client = rig.add(server, "Usenet", Map.of("category_mappings", Map.of("films", "movies")));
  }

  @AfterAll
  static void stop() {
    rig.close();
  }

  private String file(String name) {
    Api.Reply added =
        admin.uploadFile(
            "/downloads", Map.of("category", "films"), name + ".nzb", DownloadRig.nzb(name));
    assertThat(added.status()).as(added.text()).isEqualTo(201);
    assertThat(added.at("/kind").asText()).isEqualTo("nzb");
    return added.at("/id").asText();
  }

  @Test
  void aFileIsAddedFollowedFailedRetriedAndRemoved() {
    String id = file("Some.Release");
    assertThat(rig.awaitEvent("added", id).at("/data/correlation_id").asText()).isNotEmpty();
    assertThat(rig.download(client, id).path("category").asText()).isEqualTo("movies");
    String one = "/downloads/" + client + "/" + id;
    assertThat(admin.post(one + "/pause").status()).isEqualTo(204);
    assertThat(rig.awaitEvent("paused", id)).isNotNull();
    assertThat(admin.post(one + "/resume").status()).isEqualTo(204);
    assertThat(rig.awaitEvent("resumed", id)).isNotNull();
    server.state().fail(id, "Aborted, cannot be completed - https://sabnzbd.org/not-complete");
    JsonNode failed = rig.awaitEvent("failed", id);
    assertThat(failed.at("/data/error").asText()).startsWith("Aborted, cannot be completed");
    assertThat(failed.at("/data/troubles/0").asText()).isEqualTo("missing_blocks");
    assertThat(admin.get("/downloads?state=failed").at("/total").asInt()).isEqualTo(1);

    Api.Reply retried = admin.post(one + "/retry");
    assertThat(retried.status()).as(retried.text()).isEqualTo(200);
    String again = retried.at("/id").asText();
    server.state().complete(again);
    JsonNode completed = rig.awaitEvent("completed", again);
    assertThat(completed.at("/data/correlation_id")).isEqualTo(failed.at("/data/correlation_id"));
    assertThat(completed.at("/data/output_path").asText()).contains("/movies/");
    assertThat(admin.delete("/downloads/" + client + "/" + again).status()).isEqualTo(204);
    assertThat(rig.awaitEvent("removed", again)).isNotNull();
  }

  @Test
  void bothKindsAreOneListAndEachGoesToItsOwnClient() {
    long torrents = rig.add(rig.qbittorrent(), "Torrents");
    Api.Reply link = admin.post("/downloads", Map.of("nzb_url", LINK, "priority", "high"));
    assertThat(link.status()).as(link.text()).isEqualTo(201);
    assertThat(link.at("/client_id").asLong()).isEqualTo(client);
    assertThat(rig.magnet(Map.of(), 1).at("/client_id").asLong()).isEqualTo(torrents);
    assertThat(admin.get("/downloads").at("/items").findValuesAsText("kind"))
        .containsExactlyInAnyOrder("torrent", "nzb");
    assertThat(admin.get("/downloads?kind=nzb").at("/items/0/client_id").asLong())
        .isEqualTo(client);
    assertThat(rig.gateway().dump()).doesNotContain("s3cr3t-k3y");
    assertThat(admin.seen()).noneMatch(answer -> answer.contains("s3cr3t-k3y"));
  }

  @Test
  void aClientThatIsDownGetsAFileLaterOnce() {
    Futures.await(server.server().close());
    Api.Reply waits =
        admin.uploadFile("/downloads", Map.of(), "Late.nzb", DownloadRig.nzb("Late.Release"));
    assertThat(waits.status()).as(waits.text()).isEqualTo(202);
    Futures.await(server.server().reopen());
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(server.state().queued()).hasSize(1));
    String id = server.state().queued().get(0);
    assertThat(rig.awaitEvent("added", id).at("/data/correlation_id"))
        .isEqualTo(waits.at("/correlation_id"));
    assertThat(server.state().queued()).hasSize(1);
  }

  @Test
  void aLargeFileHoldsNothingUp() {
    byte[] large = new byte[24_000_000];
    byte[] file = DownloadRig.nzb("Large.Release");
    java.util.Arrays.fill(large, (byte) ' ');
    System.arraycopy(file, 0, large, 0, file.length);
    Api.Reply added = admin.uploadFile("/downloads", Map.of(), "Large.nzb", large);
    assertThat(added.status()).as(added.text()).isIn(201, 202);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(server.state().queued()).hasSize(1));
  }

  private void rule(String ailment, String action) {
    Map<String, Object> rule =
        Map.of("enabled", true, "strikes", 2, "patience_minutes", 0, "action", action);
    assertThat(admin.put("/download-rules", Map.of("dry_run", false, ailment, rule)).status())
        .isEqualTo(200);
  }

  private JsonNode acted(String id) {
    return await()
        .atMost(Duration.ofSeconds(40))
        .until(
            () -> admin.get("/download-rules/decisions?verdict=acted").at("/items/0"),
            one -> one.path("download_id").asText().equals(id));
  }

  @Test
  void whatCannotBeUnpackedIsBlocklistedAndSearchedForAgain() {
    long radarr = rig.gateway().addRadarr(admin, "Films");
    rule("unpack_failed", "remove_blocklist_and_search");
    String id = file("Broken.Release");
    var queue = rig.gateway().radarr().state().queue();
    queue.change(
        queue.list().get(0).getInteger("id"),
        row -> row.put("downloadId", id.toUpperCase(Locale.ROOT)));
    server.state().fail(id, "Unpacking failed, CRC error");
    JsonNode decision = acted(id);
    assertThat(decision.path("reason").asText()).isEqualTo("unpack_failed");
    assertThat(decision.path("instance_ids").toString()).isEqualTo("[" + radarr + "]");
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
    assertThat(queue.where(row -> id.equalsIgnoreCase(row.getString("downloadId")))).isEmpty();
  }

  @Test
  void whatWantsAPasswordAndNobodyAskedForIsRemoved() {
    rule("encrypted", "remove");
    String kept = file("Open.Release");
    String id = file("Locked.Release");
    server.state().encrypt(id);
    assertThat(acted(id).path("reason").asText()).isEqualTo("encrypted");
    assertThat(rig.awaitEvent("removed", id)).isNotNull();
    assertThat(server.state().queued()).isEqualTo(List.of(kept));
  }
}
