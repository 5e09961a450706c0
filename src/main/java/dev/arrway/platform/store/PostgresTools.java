package dev.arrway.platform.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs the server's programs. PostgreSQL refuses to run as root; there they run inside a user
 * namespace of their own, where they own their files but have none of root's powers.
 */
final class PostgresTools {
  private static final Duration PROBE = Duration.ofSeconds(10);

  private final Path programs;
  private final Path output;
  private final List<String> prefix;

  private PostgresTools(Path programs, Path output, List<String> prefix) {
    this.programs = programs;
    this.output = output;
    this.prefix = prefix;
  }

  /**
   * @param binaries what {@link PostgresBinaries#unpack} gave
   * @param output a file for what the programs print
   * @throws StartFailure as root where user namespaces are not to be had
   */
  static PostgresTools of(Path binaries, Path output, boolean root) throws IOException {
    Path programs = binaries.resolve("bin");
    if (!root) {
      return new PostgresTools(programs, output, List.of());
    }
    PostgresTools tools = new PostgresTools(programs, output, List.of("unshare", "-U", "--"));
    if (!tools.namespacesWork()) {
      throw new StartFailure(
          "Arrway runs as root, and user namespaces are not available here (unshare -U fails), so"
              + " the embedded PostgreSQL cannot run: start Arrway as a plain user, or set"
              + " database.uri to a PostgreSQL server.");
    }
    return tools;
  }

  private boolean namespacesWork() throws IOException {
    try {
      return execute(List.of("unshare", "-U", "--", "true"), PROBE).ok();
    } catch (IOException e) {
      return false; // no such program
    }
  }

  /** What a program left: its exit code and the end of what it printed. */
  record Result(int exit, String printed) {
    boolean ok() {
      return exit == 0;
    }
  }

  /** Runs one of the server's programs to its end. */
  Result run(Duration limit, String program, List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.add(programs.resolve(program).toString());
    command.addAll(arguments);
    return execute(command, limit);
  }

  /** Output goes to a file, not a pipe: a server that is left behind would hold a pipe open. */
  private Result execute(List<String> command, Duration limit) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(output.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    builder.environment().put("LC_ALL", "C");
    Process process = builder.start();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return new Result(-1, "no end within " + limit.toSeconds() + " s; " + LogTail.of(output));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new IOException("interrupted while " + command + " ran", e);
    }
    return new Result(process.exitValue(), LogTail.of(output));
  }
}
