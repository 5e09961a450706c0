package dev.arrway.sandbox.sonarr;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** The simulated Sonarr of the {@code sandbox} command and the demo. */
public final class SonarrSimulator implements Simulator {
  private static final int PORT = 8989;
  private static final int SERIES = 80;

  @Override
  public String type() {
    return "sonarr";
  }

  @Override
  public String displayName() {
    return "Sonarr";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(SERIES).withPort(PORT).withInstanceName("Sonarr Sandbox");
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return SonarrSandbox.start(vertx, settings).map(SonarrSandbox::server);
  }

  @Override
  public List<SimulatorOption<?>> options() {
    return List.of(
        SimulatorOption.titles("series", "Series in the library, up to 200,000", SERIES)
            .withAlias("series"));
  }

  @Override
  public Optional<String> syncPath() {
    return Optional.of("/sonarr-sync");
  }
}
