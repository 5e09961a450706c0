package dev.arrway.sandbox;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A vendor's simulated server, as the {@code sandbox} command and the demo start it. The
 * application's list of simulators is the only place that names the implementations.
 */
public interface Simulator {
  /**
   * Returns the {@code instance_type} of the instance to add for this server, such as {@code
   * radarr}. The option {@code --radarr-port} is derived from it.
   */
  String type();

  /** Returns the vendor's name as users know it, such as {@code qBittorrent}. */
  String displayName();

  /** Returns the settings unless options say otherwise: the vendor's usual port, a random key. */
  SandboxSettings defaults();

  /** Returns the options of the {@code sandbox} command for this server, apart from its port. */
  default List<SimulatorOption<?>> options() {
    return List.of();
  }

  /** Starts a server; fails when the port is taken. */
  Future<SandboxServer> start(Vertx vertx, SandboxSettings settings);

  /** Returns what clients have to send to the server. */
  default SimulatorLogin login(SandboxServer server) {
    return SimulatorLogin.withApiKey(server.apiKey());
  }

  /** Returns the {@code settings} of the instance that the demo adds, in the API's names. */
  default Map<String, Object> instanceSettings() {
    return Map.of();
  }

  /**
   * Returns the path of the API's operation that reads the libraries of this type at once, such as
   * {@code /radarr-sync}; empty when there is none.
   */
  default Optional<String> syncPath() {
    return Optional.empty();
  }
}
