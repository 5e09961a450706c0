package dev.arrway.sandbox.qbittorrent;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running simulated qBittorrent. The settings' key is the password of its one user, {@value
 * QbittorrentState#USERNAME}; their version chooses the generation ({@code 4…}, {@code 5.0…},
 * {@code 5.1…}, and 5.2 otherwise); links take as long as a command to be fetched. It has no
 * torrents at first.
 *
 * @param server the socket, its faults and its counters
 * @param state its torrents and sessions
 */
public record QbittorrentSandbox(SandboxServer server, QbittorrentState state) {
  /** Listens; fails when the port is taken. */
  public static Future<QbittorrentSandbox> start(Vertx vertx, SandboxSettings settings) {
    var state = new QbittorrentState(settings);
    var adding = new Adding(vertx, state, settings.commandTime());
    return SandboxServer.start(
            vertx, settings, new QbittorrentApp(state, settings.apiKey(), adding))
        .map(server -> new QbittorrentSandbox(server, state));
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
