package dev.arrway.sandbox.sabnzbd;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The simulated SABnzbd of the {@code sandbox} command and the demo. */
public final class SabnzbdSimulator implements Simulator {
  /** Not the usual 8080, which is qBittorrent's. */
  private static final int PORT = 8085;

  private static final int JOBS = 12;

  @Override
  public String type() {
    return "sabnzbd";
  }

  @Override
  public String displayName() {
    return "SABnzbd";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(JOBS).withPort(PORT).withInstanceName("SABnzbd Sandbox");
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return SabnzbdSandbox.start(vertx, settings).map(SabnzbdSandbox::server);
  }
}
