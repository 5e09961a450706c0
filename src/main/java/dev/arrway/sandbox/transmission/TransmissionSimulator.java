package dev.arrway.sandbox.transmission;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorLogin;
import dev.arrway.sandbox.SimulatorOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/** The simulated Transmission of the {@code sandbox} command and the demo. */
public final class TransmissionSimulator implements Simulator {
  private static final int PORT = 9091;

  @Override
  public String type() {
    return "transmission";
  }

  @Override
  public String displayName() {
    return "Transmission";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(0).withPort(PORT);
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return TransmissionSandbox.start(vertx, settings).map(TransmissionSandbox::server);
  }

  @Override
  public List<SimulatorOption<?>> options() {
    return List.of(
        SimulatorOption.version(
            "version",
            "The Transmission version to simulate: 3.00, 4.0 or 4.1",
            List.of("3.00", "4.0", "4.1"),
            "4.1"));
  }

  @Override
  public SimulatorLogin login(SandboxServer server) {
    return SimulatorLogin.withPassword(TransmissionState.USERNAME, server.apiKey());
  }
}
