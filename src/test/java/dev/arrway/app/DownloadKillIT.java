package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.qbittorrent.QbittorrentSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads that were asked for outlive the process that was asked. */
class DownloadKillIT {
  private final Vertx vertx = Vertx.vertx();
  @TempDir private Path data;
  private GatewayProcess gateway;
  private QbittorrentSandbox server;

  @BeforeEach
  void start() {
    gateway = new GatewayProcess(data, Map.of("ARRWAY_DOWNLOADS_POLL_INTERVAL", "500ms"));
    server = DownloadRig.qbittorrent(vertx);
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    Futures.await(vertx.close());
  }

  @Test
  void linksAndFilesArriveOnceAlthoughBothSidesWereGone() throws Exception {
    Api admin =
        new Api(gateway.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    assertThat(DownloadRig.add(admin, server, "Torrents", Map.of())).isPositive();
    // The first is taken and its answer lost; the others find nobody there.
    server
        .server()
        .faults()
        .replace(List.of(Fault.of(FaultKind.LOSE_ANSWER).on("/api/v2/torrents/add")));
    for (int i = 0; i < 6; i++) {
      Api.Reply reply =
          i % 2 == 0
              ? admin.post("/downloads", Map.of("magnet", DownloadRig.magnet(i)))
              : admin.uploadFile(
                  "/downloads", Map.of(), "f.torrent", DownloadRig.torrent("File" + i));
      assertThat(reply.status()).as(reply.text()).isEqualTo(202);
      if (i == 0) {
        Futures.await(server.server().close());
      }
    }
    gateway.kill();
    server.server().faults().clear();
    Futures.await(server.server().reopen());

    Api again = new Api(gateway.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(again.get("/outbox?state=confirmed").at("/total").asInt()).isEqualTo(6));
    assertThat(again.get("/downloads").at("/total").asInt()).isEqualTo(6);
    assertThat(server.server().requests().count("POST", "/api/v2/torrents/add"))
        .as("adds that were sent, none twice")
        .isEqualTo(6);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(again.get("/events/history?types=download.added").at("/total").asInt())
                    .isEqualTo(6));
  }
}
