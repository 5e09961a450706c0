package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.Catalogue;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.arr.ArrApp;
import dev.arrway.sandbox.arr.ArrState;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * A running simulated Radarr.
 *
 * @param server the socket, its faults and its counters
 * @param library its movies
 * @param state everything else it remembers
 * @param operations what it serves, as {@code "GET /movie"} below {@code /api/v3}
 */
public record RadarrSandbox(
    SandboxServer server, RadarrLibrary library, ArrState state, List<String> operations) {
  /** Keeps its own copy of the operations. */
  public RadarrSandbox {
    operations = List.copyOf(operations);
  }

  /** Makes the library off the event loop, then listens; fails when the port is taken. */
  public static Future<RadarrSandbox> start(Vertx vertx, SandboxSettings settings) {
    return vertx
        .executeBlocking(() -> library(settings))
        .compose(
            made -> {
              made.state().hooks().connect(vertx);
              var routes = RadarrRoutes.make(made.state(), made.library());
              return SandboxServer.start(vertx, settings, new ArrApp(vertx, made.state(), routes))
                  .map(
                      server ->
                          new RadarrSandbox(server, made.library(), made.state(), routes.list()));
            });
  }

  private record Made(ArrState state, RadarrLibrary library) {}

  private static Made library(SandboxSettings settings) {
    var state = new ArrState(settings, RadarrVendor.make());
    var catalogue = Catalogue.movies(settings.seed(), settings.offset() + settings.size());
    return new Made(state, new RadarrLibrary(state, catalogue));
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
