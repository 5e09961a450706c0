package dev.arrway.app;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.PlannedSimulator;
import dev.arrway.sandbox.RunningSimulator;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** The command that shows everything with simulated upstreams. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a gateway with simulated servers and a sample playlist.",
      "Sets everything up through the public API, and prints how to log in and what to try."
          + " Its data is deleted when it ends."
    })
final class DemoCommand implements Callable<Integer> {
  static final String USER = "demo";

  @Mixin private CommonOptions options = new CommonOptions();

  private final CommandSpec command;

  /** Any free ports by default: real servers may use the usual ones. */
  private final SimulatorOptions simulators;

  private final Secret setupCode = random(8);
  private final Secret password = random(12);

  private DemoCommand(SimulatorCatalog catalog) {
    command = CommandSpec.forAnnotatedObject(this);
    simulators = SimulatorOptions.addPorts(command, catalog);
  }

  /** Returns the command with the ports of these simulators as options. */
  static CommandSpec createSpec(SimulatorCatalog catalog) {
    return new DemoCommand(catalog).command;
  }

  @Override
  public Integer call() throws Exception {
    List<PlannedSimulator> planned = simulators.plan(UnaryOperator.identity());
    Path data = Files.createTempDirectory("arrway-demo");
    // The demo's password is on the screen, so only this machine may reach it, whatever the file
    // says.
    ArrwayConfig config =
        options.load(
            Map.of(
                "data.dir",
                data.toString(),
                "http.host",
                "127.0.0.1",
                "database.uri",
                "",
                "setup.code",
                setupCode.reveal()));
    Running.untilTheProcessEnds(config, gateway -> setUp(gateway, planned), () -> delete(data));
    return 0;
  }

  private void setUp(Gateway gateway, List<PlannedSimulator> planned) {
    Vertx vertx = gateway.vertx();
    List<RunningSimulator> servers = Running.await(PlannedSimulator.startAll(vertx, planned));
    DemoScript script = new DemoScript(URI.create(gateway.url()), setupCode, password, servers);
    String deployed = Running.await(vertx.deployVerticle(script));
    DemoScript.Outcome outcome = Running.await(script.outcome());
    Running.await(vertx.undeploy(deployed));
    System.out.println(text(gateway.url(), password, outcome));
  }

  private static String text(String url, Secret password, DemoScript.Outcome outcome) {
    String key = outcome.apiKey().reveal();
    return String.join(
        System.lineSeparator(),
        "",
        "The demo is ready at " + url,
        "  user " + USER + ", password " + password.reveal(),
        "  API reference: " + url + "/docs/swagger/",
        "",
        "The sample playlist has "
            + outcome.entries()
            + " entries; the libraries lack "
            + outcome.missingMovies()
            + " movies and "
            + outcome.missingEpisodes()
            + " episodes of it. Try:",
        "",
        "  export ARRWAY=" + url,
        "  export KEY=" + key,
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/missing-content?type=movie&limit=5\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/instances\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/wanted/missing?limit=5\"",
        "  curl -s -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/sync-status\"",
        "  curl -sN -H \"X-Api-Key: $KEY\" \"$ARRWAY/api/v1/events\"",
        "",
        "Ctrl+C ends the demo and deletes its data.");
  }

  private static Secret random(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return Secret.of(HexFormat.of().formatHex(random));
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      System.err.println(
          "The demo's folder " + folder + " could not be removed: " + e.getMessage());
    }
  }
}
