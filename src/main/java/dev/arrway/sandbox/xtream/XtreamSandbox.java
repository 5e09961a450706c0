package dev.arrway.sandbox.xtream;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running simulated Xtream panel. The settings' key is the password of its one account, whose
 * name is {@value XtreamState#USERNAME}; their size is the number of movies, and there are a
 * quarter as many series.
 *
 * @param server the socket, its faults and its counters
 * @param state the account, and what it may play
 */
public record XtreamSandbox(SandboxServer server, XtreamState state) {

  /** Reads the titles off the event loop, then listens; fails when the port is taken. */
  public static Future<XtreamSandbox> start(Vertx vertx, SandboxSettings settings) {
    return vertx
        .executeBlocking(() -> state(settings))
        .compose(
            state ->
                SandboxServer.start(vertx, settings, new XtreamApp(vertx, state))
                    .map(server -> new XtreamSandbox(server, state)));
  }

  private static XtreamState state(SandboxSettings settings) {
    var movies = settings.size();
    var series = (movies + 3) / 4;
    return new XtreamState(
        settings.apiKey(),
        Catalogue.movies(settings.seed(), settings.offset() + movies)
            .part(settings.offset(), movies),
        Catalogue.series(settings.seed(), settings.offset() + series)
            .part(settings.offset(), series));
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
