package dev.arrway.app;

import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.SandboxServer;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorOption;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/**
 * A simulator that only tests have. Its server answers every request with a greeting, which is an
 * option.
 *
 * @param usualPort the port unless an option says otherwise
 */
record GreetingSimulator(int usualPort) implements Simulator {
  @Override
  public String type() {
    return "greeting";
  }

  @Override
  public String displayName() {
    return "Greeting";
  }

  @Override
  public SandboxSettings defaults() {
    return SandboxSettings.of(0).withPort(usualPort);
  }

  @Override
  public List<SimulatorOption<?>> options() {
    return List.of(
        new SimulatorOption<>(
                "text",
                List.of(),
                "TEXT",
                String.class,
                "Welcome",
                "The greeting",
                GreetingSimulator::withGreeting)
            .withAlias("hello"));
  }

  @Override
  public Future<SandboxServer> start(Vertx vertx, SandboxSettings settings) {
    return SandboxServer.start(vertx, settings, new GreetingApp(settings));
  }

  private static SandboxSettings withGreeting(SandboxSettings settings, String greeting) {
    if (greeting.isBlank()) {
      throw new IllegalArgumentException("must not be blank");
    }
    return settings.withInstanceName(greeting);
  }

  private record GreetingApp(SandboxSettings settings) implements SandboxApp {
    @Override
    public void handle(HttpServerRequest request, String path) {
      var ignored = request.response().end(settings.instanceName());
    }

    @Override
    public boolean allowed(HttpServerRequest request) {
      return settings.apiKey().reveal().equals(request.getHeader("X-Api-Key"));
    }
  }
}
