package dev.arrway.app;

import dev.arrway.platform.config.ConfigException;
import dev.arrway.platform.http.BuildVersion;
import dev.arrway.platform.store.DatabaseLost;
import dev.arrway.platform.store.StartFailure;
import dev.arrway.protocol.FatalErrors;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Mixin;

/** The command line. Without a command it serves. */
@Command(
    name = "arrway",
    mixinStandardHelpOptions = true,
    versionProvider = Main.Version.class,
    description = "One multi-user gateway in front of self-hosted media automation.",
    footer = {
      "",
      "Settings come from a file, from the environment (ARRWAY_HTTP_PORT for http.port) and from"
          + " --set.",
      "The file conf/arrway.yaml lists all of them.",
      "",
      "Exit codes: 0 success, 1 failure, 2 wrong command line, 3 out of memory,",
      "4 the embedded database ended and could not be restarted, 130 or 143 ended by Ctrl-C or"
          + " SIGTERM."
    })
public final class Main implements Runnable {
  /** The exit code of a gateway whose embedded database could not be restarted. */
  static final int DATABASE_LOST = 4;

  @Mixin private CommonOptions options = new CommonOptions();

  /**
   * Runs a command; the process ends with 0, 1 when it failed, 2 when the command line was wrong,
   * {@link FatalErrors#EXIT_CODE} when memory ran out, or {@value #DATABASE_LOST} when the embedded
   * database ended and could not be restarted.
   */
  public static void main(String[] args) {
    Thread.setDefaultUncaughtExceptionHandler(Main::endThread);
    int code = commandLine().execute(args);
    if (code != 0) {
      System.exit(code);
    }
  }

  private static void endThread(Thread thread, Throwable uncaught) {
    FatalErrors.haltIfFatal(uncaught);
    LoggerFactory.getLogger(Main.class).error("thread {} ended", thread.getName(), uncaught);
  }

  static CommandLine commandLine() {
    return commandLine(SimulatorCatalog.standard());
  }

  /** Returns the command line with other simulators than Arrway comes with. */
  static CommandLine commandLine(SimulatorCatalog simulators) {
    // The handler last: it is handed to the commands that have been added.
    return new CommandLine(new Main())
        .addSubcommand(ServeCommand.class)
        .addSubcommand(DemoCommand.createSpec(simulators))
        .addSubcommand(SandboxCommand.createSpec(simulators))
        .addSubcommand(UserCommand.class)
        .addSubcommand(KeysCommand.class)
        .addSubcommand(OpenApiCommand.class)
        .addSubcommand(HelpCommand.class)
        .setExecutionExceptionHandler((e, line, parsed) -> explain(e, line));
  }

  @Override
  public void run() {
    Running.untilTheProcessEnds(options.load());
  }

  /** What its owner can do something about is said plainly; the rest shows where it happened. */
  private static int explain(Exception thrown, CommandLine line) {
    FatalErrors.haltIfFatal(thrown);
    Throwable cause = thrown;
    while ((cause instanceof ExecutionException || cause instanceof CompletionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof DatabaseLost) {
      line.getErr().println(cause.getMessage());
      return DATABASE_LOST;
    }
    if (cause instanceof ConfigException
        || cause instanceof StartFailure
        || cause instanceof java.net.BindException
        || cause instanceof dev.arrway.protocol.FailureException) {
      line.getErr().println(cause.getMessage());
    } else {
      cause.printStackTrace(line.getErr());
    }
    return 1;
  }

  /** The version of the build. */
  static final class Version implements CommandLine.IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"Arrway " + BuildVersion.VALUE};
    }
  }
}
