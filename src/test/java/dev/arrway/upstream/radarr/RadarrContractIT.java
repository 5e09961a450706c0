package dev.arrway.upstream.radarr;

import static dev.arrway.upstream.TestActors.await;

import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.Simulator;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamContractTest;
import io.vertx.core.Vertx;

class RadarrContractIT extends UpstreamContractTest {
  private RadarrSandbox sandbox;

  @Override
  protected Upstream upstream() {
    return new RadarrUpstream();
  }

  @Override
  protected Simulator start(Vertx vertx) {
    sandbox = await(RadarrSandbox.start(vertx, SandboxSettings.of(200)));
    var server = sandbox.server();
    return new Simulator(server.url(), server.apiKey(), "Radarr", 200, "the");
  }

  @Override
  protected Simulator startOther(Vertx vertx) {
    var server = await(SonarrSandbox.start(vertx, SandboxSettings.of(5))).server();
    return new Simulator(server.url(), server.apiKey(), "Sonarr", 5, "the");
  }
}
