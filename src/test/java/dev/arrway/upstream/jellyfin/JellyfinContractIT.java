package dev.arrway.upstream.jellyfin;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaServerContractTest;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Client;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JellyfinContractIT extends MediaServerContractTest {
  @Override
  protected Upstream upstream() {
    return new JellyfinUpstream();
  }

  @Override
  protected Server start(Vertx vertx) {
    return started(vertx, SETTINGS);
  }

  @Override
  protected Server startWith(SandboxSettings settings) {
    return started(actors.vertx, settings);
  }

  private static Server started(Vertx vertx, SandboxSettings settings) {
    JellyfinSandbox sandbox = await(JellyfinSandbox.start(vertx, settings));
    return new Server(sandbox.server(), sandbox.shelf(), "Jellyfin");
  }

  @Override
  protected Server startOther(Vertx vertx) {
    PlexSandbox sandbox = await(PlexSandbox.start(vertx, SETTINGS));
    return new Server(sandbox.server(), sandbox.shelf(), "Plex Media Server");
  }

  @Test
  void whileItStartsItIsLeftAloneAsLongAsItAsks() {
    server.socket().faults().replace(List.of(JellyfinSandbox.startingUp(45)));
    for (Command<?> command :
        List.of(
            new UpstreamCommand.TestConnection(),
            new MediaCommand.GetLibraries(),
            new MediaCommand.ScanPath("/data/movies/A", false))) {
      Failure failure = actors.refusal(ID, command);
      assertThat(failure.code()).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      assertThat(failure.detail()).contains("starting up");
      assertThat(failure.retryAfterMs()).isEqualTo(45_000);
    }
    assertThat(actors.ask(ID, new UpstreamCommand.GetVitals()).circuit()).isEqualTo("closed");
    server.socket().faults().clear();
    assertThat(libraries()).hasSize(4);
  }

  @Test
  void aScanOfEverythingIsSeenInEveryLibrary() {
    Server slow = startWith(SETTINGS.withCommandTime(java.time.Duration.ofMinutes(5)));
    server = slow;
    deploy(Map.of());
    assertThat(
            status(slow, "POST", "/Library/Refresh", "Authorization", "MediaBrowser Token=\"%s\""))
        .isEqualTo(204);
    assertThat(libraries()).allMatch(it -> it.refreshing() && it.progress() != null);
  }

  /** The simulator refuses what the real one refuses. */
  @Test
  void keysInTheOldWaysAreRefusedSinceVersion12() {
    Server old = startWith(SETTINGS.withVersion("10.11.11"));
    for (String header : List.of("X-Emby-Token", "X-MediaBrowser-Token")) {
      assertThat(status(server, "GET", "/System/Info", header, "%s")).isEqualTo(401);
      assertThat(status(old, "GET", "/System/Info", header, "%s")).isEqualTo(200);
    }
    assertThat(status(server, "GET", "/system/info", "Authorization", "MediaBrowser Token=\"%s\""))
        .isEqualTo(200);
    assertThat(status(server, "PUT", "/System/Info", "Authorization", "MediaBrowser Token=\"%s\""))
        .isEqualTo(405);
    assertThat(status(server, "GET", "/System/Info", "Authorization", "Bearer %s")).isEqualTo(401);
    assertThat(status(server, "GET", "/System/Info/Public", "X", "%s")).isEqualTo(200);
  }

  private static int status(
      Server at, String method, String path, String header, String credentials) {
    String key = at.socket().apiKey().reveal();
    return new Client(at.socket())
        .send(
            HttpRequest.newBuilder(URI.create(at.socket().url() + path))
                .header(header, credentials.formatted(key))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build())
        .statusCode();
  }
}
