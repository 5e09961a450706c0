package dev.arrway.upstream.plex;

import static dev.arrway.upstream.TestActors.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.MediaCommand;
import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.jellyfin.JellyfinSandbox;
import dev.arrway.sandbox.plex.PlexSandbox;
import dev.arrway.upstream.MediaServerContractTest;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
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
}
