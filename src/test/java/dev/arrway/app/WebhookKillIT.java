package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was accepted is done, and what was missed is found, although the process was killed. */
class WebhookKillIT {
  private static final int MESSAGES = 60;

  private final Vertx vertx = Vertx.vertx();
  private final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private Path data;
  private GatewayProcess gateway;

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    Futures.await(vertx.close());
  }

  @Test
  void nothingIsLostAndNothingToldTwice() throws Exception {
    RadarrSandbox radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(80).withPort(0).withApiKey(key)));
    gateway =
        new GatewayProcess(
            data,
            Map.of(
                "ARRWAY_WEBHOOKS_POLL_INTERVAL", "1s",
                "ARRWAY_WEBHOOKS_RECONCILE_INTERVAL", "1s"));
    Api admin =
        new Api(gateway.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    long id =
        admin
            .post(
                "/instances",
                Map.of(
                    "name",
                    "Films",
                    "instance_type",
                    "radarr",
                    "url",
                    radarr.server().url(),
                    "api_key",
                    key.reveal()))
            .id();
    admin.post("/radarr-sync");
    String hook = "/instances/" + id + "/webhook";
    assertThat(admin.post(hook).status()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !admin.get(hook).at("/last_polled_at").isNull());
    // Each is accepted; most are not yet worked on when the power fails.
    for (int i = 1; i <= MESSAGES; i++) {
      assertThat(radarr.library().grab(i, "WEBDL-1080p")).isPresent();
    }
    await()
        .atMost(Duration.ofSeconds(20))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> admin.get("/events/history?types=release.grabbed").at("/total").asInt() > 0);
    gateway.kill();
    // Nobody is there to be told of these.
    for (int i = 61; i <= 65; i++) {
      assertThat(radarr.library().importFile(i, "WEBDL-1080p")).isPresent();
    }
    Api again = new Api(gateway.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () -> {
              assertThat(again.get("/events/history?types=release.grabbed").at("/total").asInt())
                  .isEqualTo(MESSAGES);
              assertThat(again.get("/events/history?types=import.imported").at("/total").asInt())
                  .isEqualTo(5);
            });
    await()
        .during(Duration.ofSeconds(3))
        .atMost(Duration.ofSeconds(20))
        .until(
            () ->
                again.get("/events/history?types=release.grabbed,import.*").at("/total").asInt()
                    == MESSAGES + 5);
  }
}
