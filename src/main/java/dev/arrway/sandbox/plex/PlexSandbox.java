package dev.arrway.sandbox.plex;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running simulated Plex Media Server.
 *
 * @param server the socket, its faults and its counters
 * @param shelf its libraries, files and scans
 */
public record PlexSandbox(SandboxServer server, MediaShelf shelf) {
  /** Makes the libraries off the event loop, then listens; fails when the port is taken. */
  public static Future<PlexSandbox> start(Vertx vertx, SandboxSettings settings) {
    return vertx
        .executeBlocking(() -> MediaShelf.make(settings))
        .compose(
            shelf ->
                SandboxServer.start(vertx, settings, new PlexApp(settings, shelf))
                    .map(server -> new PlexSandbox(server, shelf)));
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
