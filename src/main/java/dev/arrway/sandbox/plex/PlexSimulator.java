package dev.arrway.sandbox.plex;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaSimulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The simulated Plex of the {@code sandbox} command and the demo. */
public final class PlexSimulator implements MediaSimulator {
  private static final int PORT = 32400;

  @Override
  public String type() {
    return "plex";
  }

  @Override
  public String displayName() {
    return "Plex";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(MOVIES).withPort(PORT).withInstanceName("Plex Sandbox");
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return PlexSandbox.start(vertx, settings).map(PlexSandbox::server);
  }
}
