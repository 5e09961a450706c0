package dev.arrway.app;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.PlannedSimulator;
import dev.arrway.sandbox.RunningSimulator;
import dev.arrway.sandbox.SandboxSettings;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The command that serves simulated upstreams. */
@Command(name = "sandbox", mixinStandardHelpOptions = true)
final class SandboxCommand implements Callable<Integer> {
  private final CommandSpec command;
  private final SimulatorOptions simulators;

  @Option(
      names = "--url-base",
      paramLabel = "PATH",
      defaultValue = "",
      description = "A path in front of every address, such as /arr (default: none).")
  private String urlBase = "";

  @Option(
      names = "--api-key",
      paramLabel = "KEY",
      description =
          "The API key of all servers, and the password of those that have users (default: a"
              + " random one each).")
  private @Nullable String apiKey;

  private SandboxCommand(SimulatorCatalog catalog) {
    command = CommandSpec.forAnnotatedObject(this);
    simulators = SimulatorOptions.addAll(command, catalog);
    command
        .usageMessage()
        .description(
            "Starts a simulated " + catalog.names() + ".",
            "They keep changes until they stop, and can simulate failures. GET /sandbox on each"
                + " server (with its API key as X-Api-Key) lists how.");
  }

  /** Returns the command with the options of these simulators. */
  static CommandSpec createSpec(SimulatorCatalog catalog) {
    return new SandboxCommand(catalog).command;
  }

  @Override
  public Integer call() throws InterruptedException {
    List<PlannedSimulator> planned = simulators.plan(this::withCommonOptions);
    CountDownLatch end = new CountDownLatch(1);
    Vertx vertx = Vertx.vertx();
    try {
      List<RunningSimulator> started = Running.await(PlannedSimulator.startAll(vertx, planned));
      PrintWriter out = command.commandLine().getOut();
      started.forEach(server -> out.println(server.describe()));
      Runtime.getRuntime().addShutdownHook(new Thread(end::countDown, "stop"));
      end.await();
    } finally {
      Running.await(vertx.close());
    }
    return 0;
  }

  private SandboxSettings withCommonOptions(SandboxSettings settings) {
    SandboxSettings based = settings.withUrlBase(urlBase);
    return apiKey == null ? based : based.withApiKey(Secret.of(apiKey));
  }
}
