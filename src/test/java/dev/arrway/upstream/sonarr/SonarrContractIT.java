package dev.arrway.upstream.sonarr;

import static dev.arrway.upstream.TestActors.await;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.kind.arr.UpstreamContractTest;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.radarr.RadarrSandbox;
import dev.arrway.sandbox.sonarr.SonarrSandbox;
import dev.arrway.upstream.Simulator;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.util.List;

class SonarrContractIT extends UpstreamContractTest {
  private SonarrSandbox sandbox;

  @Override
  protected Upstream upstream() {
    return new SonarrUpstream();
  }

  @Override
  protected Simulator start(Vertx vertx) {
    sandbox = await(SonarrSandbox.start(vertx, SandboxSettings.of(60)));
    var server = sandbox.server();
    return new Simulator(server.url(), server.apiKey(), "Sonarr", 60, "the", addable());
  }

  @Override
  protected Simulator startOther(Vertx vertx) {
    var server = await(RadarrSandbox.start(vertx, SandboxSettings.of(5))).server();
    return new Simulator(server.url(), server.apiKey(), "Radarr", 5, "the", addable());
  }

  /** The title that comes after those of the library. */
  private NewTitle addable() {
    int id = sandbox.library().catalogue().part(60, 1).get(0).id();
    long profile = sandbox.state().profiles().list().get(0).getInteger("id");
    String folder = sandbox.state().rootFolders().list().get(0).getString("path");
    return new NewTitle(
        null, id, profile, folder, true, null, null, false, null, null, List.of(), null);
  }
}
