package dev.arrway.sandbox.sabnzbd;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;

/**
 * A running simulated SABnzbd. The settings' size is the number of jobs that it has at the start;
 * their command time is how long it takes to fetch what a link names, and to unpack.
 *
 * @param server the socket, its faults and its counters
 * @param state its queue and its history
 */
public record SabnzbdSandbox(SandboxServer server, SabnzbdState state) {

  /** Reads the titles off the event loop, then listens; fails when the port is taken. */
  public static Future<SabnzbdSandbox> start(Vertx vertx, SandboxSettings settings) {
    return vertx
        .executeBlocking(() -> state(settings))
        .compose(
            state ->
                SandboxServer.start(vertx, settings, new SabnzbdApp(settings, state))
                    .map(server -> new SabnzbdSandbox(server, state)));
  }

  private static SabnzbdState state(SandboxSettings settings) {
    var state = new SabnzbdState(settings.seed(), settings.commandTime(), Clock.systemUTC());
    var titles =
        Catalogue.movies(settings.seed(), settings.offset() + settings.size())
            .part(settings.offset(), settings.size());
    SabnzbdPast.fill(state, titles);
    return state;
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
