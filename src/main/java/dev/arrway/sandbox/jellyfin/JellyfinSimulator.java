package dev.arrway.sandbox.jellyfin;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaSimulator;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/** The simulated Jellyfin of the {@code sandbox} command and the demo. */
public final class JellyfinSimulator implements MediaSimulator {
  private static final int PORT = 8096;

  @Override
  public String type() {
    return "jellyfin";
  }

  @Override
  public String displayName() {
    return "Jellyfin";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(MOVIES).withPort(PORT).withInstanceName("Jellyfin Sandbox");
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return JellyfinSandbox.start(vertx, settings).map(JellyfinSandbox::server);
  }
}
