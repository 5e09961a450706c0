package dev.arrway.sandbox.radarr;

import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Optional;

/** The simulated Radarr of the {@code sandbox} command and the demo. */
public final class RadarrSimulator implements Simulator {
  private static final int PORT = 7878;
  private static final int MOVIES = 300;

  @Override
  public String type() {
    return "radarr";
  }

  @Override
  public String displayName() {
    return "Radarr";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(MOVIES).withPort(PORT).withInstanceName("Radarr Sandbox");
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return RadarrSandbox.start(vertx, settings).map(RadarrSandbox::server);
  }

  @Override
  public List<SimulatorOption<?>> options() {
    return List.of(
        SimulatorOption.titles("movies", "Movies in the library, up to 200,000", MOVIES)
            .withAlias("movies"));
  }

  @Override
  public Optional<String> syncPath() {
    return Optional.of("/radarr-sync");
  }
}
