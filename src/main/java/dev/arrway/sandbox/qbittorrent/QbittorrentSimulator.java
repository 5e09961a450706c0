package dev.arrway.sandbox.qbittorrent;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorLogin;
import dev.arrway.sandbox.SimulatorOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The simulated qBittorrent of the {@code sandbox} command and the demo. */
public final class QbittorrentSimulator implements Simulator {
  private static final int PORT = 8080;

  @Override
  public String type() {
    return "qbittorrent";
  }

  @Override
  public String displayName() {
    return "qBittorrent";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(0).withPort(PORT);
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return QbittorrentSandbox.start(vertx, settings).map(QbittorrentSandbox::server);
  }

  @Override
  public List<SimulatorOption<?>> options() {
    return List.of(
        SimulatorOption.version(
            "version",
            "The qBittorrent version to simulate: 4, 5.1 or 5.2",
            List.of("4", "5.1", "5.2"),
            "5.2"));
  }

  @Override
  public SimulatorLogin login(SandboxServer server) {
    return SimulatorLogin.withPassword(QbittorrentState.USERNAME, server.apiKey());
  }
}
