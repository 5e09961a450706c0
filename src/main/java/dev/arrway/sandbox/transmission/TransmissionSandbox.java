package dev.arrway.sandbox.transmission;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A running simulated Transmission. The key of its settings is the password of its one user,
 * {@value TransmissionState#USERNAME}; their version chooses the RPC interface ({@code 3…}, {@code
 * 4.0…}, and that of 4.1 otherwise); their URL base is the server's {@code rpc-url}; links take as
 * long as a command to be fetched.
 *
 * @param server the socket, its faults and its counters
 * @param state its torrents and switches
 */
public record TransmissionSandbox(SandboxServer server, TransmissionState state) {
  /** Listens; fails when the port is taken. */
  public static Future<TransmissionSandbox> start(Vertx vertx, SandboxSettings settings) {
    var state = new TransmissionState(settings);
    var methods = new TransmissionMethods(vertx, state, settings.commandTime());
    return SandboxServer.start(vertx, settings, new TransmissionApp(settings, state, methods))
        .map(server -> new TransmissionSandbox(server, state));
  }

  /** Closes the port and every connection. */
  public Future<Void> close() {
    return server.close();
  }
}
