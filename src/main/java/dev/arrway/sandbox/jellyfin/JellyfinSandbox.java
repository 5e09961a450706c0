package dev.arrway.sandbox.jellyfin;

import dev.arrway.sandbox.Fault;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.media.MediaShelf;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running simulated Jellyfin: version 12 unless the settings say otherwise, which takes no key of
 * the old ways; 10 does.
 *
 * @param server the socket, its faults and its counters
 * @param shelf its libraries, files and scans
 */
public record JellyfinSandbox(SandboxServer server, MediaShelf shelf) {
  /** Makes the libraries off the event loop, then listens; fails when the port is taken. */
  public static Future<JellyfinSandbox> start(Vertx vertx, SandboxSettings settings) {
    return vertx
        .executeBlocking(() -> MediaShelf.make(settings))
        .compose(
            shelf ->
                SandboxServer.start(vertx, settings, new JellyfinApp(settings, shelf))
                    .map(server -> new JellyfinSandbox(server, shelf)));
  }

  /** What everything is answered with while the server starts or migrates its data. */
  public static Fault startingUp(int seconds) {
    return Fault.status(503)
        .header("Retry-After", String.valueOf(seconds))
        .header("Content-Type", "text/html")
        .text("<!DOCTYPE html><html><body><h1>Jellyfin Startup</h1></body></html>");
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
