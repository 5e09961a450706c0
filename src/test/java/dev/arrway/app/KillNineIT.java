package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway as a process with the PostgreSQL inside, killed without warning in the middle of a
 * sync.
 */
class KillNineIT {
  private static final int MOVIES = 400;

  private final Vertx vertx = Vertx.vertx();
  private final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private Path data;
  private GatewayProcess process;

  @BeforeEach
  void prepare() {
    process = new GatewayProcess(data);
  }

  @AfterEach
  void stop() throws Exception {
    process.close();
    Futures.await(vertx.close());
  }

  @Test
  void nothingThatWasAcknowledgedIsLost() throws Exception {
    RadarrSandbox radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(MOVIES).withPort(0).withApiKey(key)));
    Api admin =
        new Api(process.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
    long id =
        admin
            .post(
                "/instances",
                Map.of(
                    "name",
                    "Survivor",
                    "instance_type",
                    "radarr",
                    "url",
                    radarr.server().url(),
                    "api_key",
                    key.reveal()))
            .id();
    assertThat(admin.post("/radarr-sync").at("/instances/0/fetched").asInt()).isEqualTo(MOVIES);
    long playlist =
        admin
            .upload(
                "/playlists",
                "Kept",
                "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u/p/1.mkv\n".getBytes())
            .id();
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> admin.get("/playlists/" + playlist).at("/status").asText().equals("ready"));

    // A sync that would take minutes: the answer trickles.
    radarr.server().faults().add(Fault.of(FaultKind.SLOW).on("/api/v3/movie"));
    long calls = radarr.server().requests().count("GET", "/api/v3/movie");
    CompletableFuture<Void> syncing =
        CompletableFuture.runAsync(() -> swallow(() -> admin.post("/radarr-sync")));
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> radarr.server().requests().count("GET", "/api/v3/movie") > calls);
    process.kill();
    syncing.get(30, TimeUnit.SECONDS);
    radarr.server().faults().clear();

    Api again = new Api(process.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    assertThat(again.get("/instances/" + id).at("/name").asText()).isEqualTo("Survivor");
    assertThat(again.get("/instances/" + id + "/library").at("/total").asInt()).isEqualTo(MOVIES);
    assertThat(again.get("/playlists/" + playlist).at("/entries").asInt()).isEqualTo(1);
    assertThat(again.post("/radarr-sync").at("/instances/0/fetched").asInt()).isEqualTo(MOVIES);
    assertThat(
            again
                .post(
                    "/setup",
                    Map.of(
                        "username",
                        "second",
                        "password",
                        "another-password-123",
                        "setup_code",
                        GatewayProcess.CODE))
                .status())
        .isEqualTo(409);
  }

  private static void swallow(Runnable work) {
    try {
      work.run();
    } catch (AssertionError expected) {
      assertThat(expected).hasRootCauseInstanceOf(IOException.class);
    }
  }
}
