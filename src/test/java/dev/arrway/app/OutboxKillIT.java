package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.FaultKind;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Title;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Changes outlive the process that was asked for them. */
class OutboxKillIT {
  private static final int MOVIES = 20;

  private final Vertx vertx = Vertx.vertx();
  private final Secret key = Secret.of("0123456789abcdef0123456789abcdef");
  @TempDir private Path data;
  private GatewayProcess gateway;
  private RadarrSandbox radarr;

  @BeforeEach
  void start() {
    gateway = new GatewayProcess(data);
    radarr =
        Futures.await(
            RadarrSandbox.start(vertx, SandboxSettings.of(30).withPort(0).withApiKey(key)));
  }

  @AfterEach
  void stop() throws Exception {
    gateway.close();
    Futures.await(vertx.close());
  }

  private long held(Title title) {
    return radarr.library().list().stream()
        .filter(movie -> movie.title().id() == title.id())
        .count();
  }

  @Test
  void twentyMoviesArriveOnceAlthoughBothSidesWereGone() throws Exception {
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
    List<Title> titles = radarr.library().catalogue().part(30, MOVIES);
    String folder = radarr.state().rootFolders().list().get(0).getString("path");

    // Half of them meet a server that does what it is told and loses the answer, half none at all.
    radarr
        .server()
        .faults()
        .replace(List.of(Fault.of(FaultKind.LOSE_ANSWER).on("/api/v3/movie").method("POST")));
    for (int i = 0; i < MOVIES; i++) {
      if (i == 3) {
        Futures.await(radarr.server().close());
      }
      Api.Reply reply =
          admin.post(
              "/instances/" + id + "/library",
              Map.of(
                  "tmdb_id", titles.get(i).id(), "quality_profile_id", 1, "root_folder", folder));
      assertThat(reply.status()).as(reply.text()).isEqualTo(202);
    }
    gateway.kill();
    radarr.server().faults().clear();
    Futures.await(radarr.server().reopen());

    Api again = new Api(gateway.start()).login("admin", TestGateway.ADMIN_PASSWORD);
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(
            () ->
                assertThat(again.get("/outbox?state=confirmed").at("/total").asInt())
                    .isEqualTo(MOVIES));
    assertThat(titles).allMatch(title -> held(title) == 1);
    assertThat(radarr.server().requests().count("POST", "/api/v3/movie"))
        .as("adds that were sent, no movie twice")
        .isEqualTo(MOVIES);
  }
}
