package dev.arrway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;

/** A simulator with the settings to start it with. */
public record PlannedSimulator(Simulator simulator, SandboxSettings settings) {
  /** Starts the server; fails when the port is taken. */
  public Future<RunningSimulator> start(Vertx vertx) {
    return simulator.start(vertx, settings).map(server -> new RunningSimulator(simulator, server));
  }

  /**
   * Starts the servers one after the other. When one fails, the result fails and those that run are
   * left running: they end with the Vert.x instance.
   */
  public static Future<List<RunningSimulator>> startAll(
      Vertx vertx, List<PlannedSimulator> planned) {
    Future<List<RunningSimulator>> all = Future.succeededFuture(List.of());
    for (var next : planned) {
      all = all.compose(started -> next.start(vertx).map(server -> joined(started, server)));
    }
    return all;
  }

  private static List<RunningSimulator> joined(
      List<RunningSimulator> started, RunningSimulator server) {
    var all = new ArrayList<>(started);
    all.add(server);
    return List.copyOf(all);
  }
}
