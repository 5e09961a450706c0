package dev.arrway.upstream.plex;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaServerContractTest;
import dev.arrway.protocol.FailureCode;
import dev.arrway.sandbox.Client;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlexContractIT extends MediaServerContractTest {
  @Override
  protected Upstream upstream() {
    return new PlexUpstream();
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
    PlexSandbox sandbox = await(PlexSandbox.start(vertx, settings));
    return new Server(sandbox.server(), sandbox.shelf(), "Plex Media Server");
  }

  @Override
  protected Server startOther(Vertx vertx) {
    JellyfinSandbox sandbox = await(JellyfinSandbox.start(vertx, SETTINGS));
    return new Server(sandbox.server(), sandbox.shelf(), "Jellyfin");
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 405})
  void aServerThatTakesNoGetIsAskedByPost(int status) {
    String refresh = "/library/sections/1/refresh";
    server.socket().faults().replace(List.of(Fault.status(status).method("GET").on(refresh)));
    assertThat(scan("/data/movies/A").scan().libraryId()).isEqualTo("1");
    assertThat(server.socket().requests().count("GET", refresh)).isOne();
    assertThat(server.socket().requests().count("POST", refresh)).isOne();
    assertThat(server.shelf().progress(server.shelf().libraries().get(0))).isNotNull();
  }

  @Test
  void aGetIsEnoughWhereItIsTaken() {
    assertThat(scan("/data/movies/A")).isNotNull();
    assertThat(server.socket().requests().count("POST", "/library/sections/1/refresh")).isZero();
  }

  @Test
  void otherRefusalsOfAScanAreTold() {
    server.socket().faults().replace(List.of(Fault.status(500).on("/library/sections/*/refresh")));
    assertThat(actors.code(ID, new MediaCommand.RefreshLibrary("1", false)))
        .isEqualTo(FailureCode.UPSTREAM_ERROR);
    assertThat(server.socket().requests().count("POST", "/library/sections/1/refresh")).isZero();
  }

  @Test
  void librariesAreKnownAlsoWhenProgressIsNot() {
    server.socket().faults().replace(List.of(Fault.status(403).on("/activities")));
    assertThat(actors.ask(ID, new MediaCommand.RefreshLibrary("1", false))).isNotNull();
    assertThat(library("Movies").refreshing()).isTrue();
    assertThat(library("Movies").progress()).isNull();
  }

  /** The simulator refuses what the real one refuses. */
  @Test
  void theSimulatorIsAsPeculiarAsPlex() {
    String token = server.socket().apiKey().reveal();
    var xml = asked("GET", "/library/sections", "X-Plex-Token", token);
    assertThat(xml.headers().firstValue("Content-Type").orElse("")).startsWith("text/xml");
    assertThat(xml.body())
        .startsWith("<?xml")
        .contains("<Directory ")
        .contains("refreshing=\"0\"")
        .contains("title=\"Kids &amp; Família\"");
    var refused = asked("GET", "/library/sections", "X-Plex-Token", "wrong");
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.body()).startsWith("<html>");
    assertThat(asked("GET", "/identity", "Accept", "application/json").body())
        .startsWith("{\"MediaContainer\":");
    for (String path : List.of("/library/sections", "/library/sections/1/refresh")) {
      assertThat(asked("PUT", path, "X-Plex-Token", token).statusCode()).isEqualTo(405);
    }
    assertThat(asked("GET", "/library/sections/99/refresh", "X-Plex-Token", token).statusCode())
        .isEqualTo(404);
    String outside = "/library/sections/1/refresh?path=%2Felsewhere";
    var ignored = asked("GET", outside, "X-Plex-Token", token);
    assertThat(ignored.statusCode()).isEqualTo(200);
    assertThat(ignored.body()).isEmpty();
    assertThat(server.shelf().progress(server.shelf().libraries().get(0))).isNull();
  }

  @Test
  void filesCanBePutOnTheDiskByHand() {
    String token = server.socket().apiKey().reveal();
    String file = "/data/movies/By Hand (2030)/a.mkv";
    var put =
        new Client(server.socket())
            .send(
                HttpRequest.newBuilder(URI.create(server.socket().url() + "/sandbox/files"))
                    .header("X-Plex-Token", token)
                    .POST(HttpRequest.BodyPublishers.ofString("[\"" + file + "\"]"))
                    .build());
    assertThat(put.statusCode()).isEqualTo(200);
    assertThat(server.shelf().files()).contains(file);
    assertThat(asked("GET", "/sandbox/files", "X-Plex-Token", "wrong").statusCode()).isEqualTo(401);
    assertThat(asked("GET", "/sandbox", "X-Plex-Token", token).statusCode()).isEqualTo(200);
  }

  private HttpResponse<String> asked(String method, String path, String header, String value) {
    return new Client(server.socket())
        .send(
            HttpRequest.newBuilder(URI.create(server.socket().url() + path))
                .header(header, value)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
  }
}
