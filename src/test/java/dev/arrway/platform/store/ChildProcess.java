package dev.arrway.platform.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A JVM that runs {@link PostgresChild}, read line by line. */
final class ChildProcess implements AutoCloseable {
  private final Process process;
  private final BufferedReader output;

  private ChildProcess(Process process) {
    this.process = process;
    this.output = process.inputReader();
  }

  static ChildProcess start(List<String> prefix, String classPath, Path data, long rows)
      throws IOException {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        List.of(
            Path.of(System.getProperty("java.home"), "bin/java").toString(),
            "-Xmx128m",
            "-cp",
            classPath,
            PostgresChild.class.getName(),
            data.toString(),
            Long.toString(rows)));
    return new ChildProcess(
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(Path.of("/").toFile())
            .start());
  }

  /** Reads until this many rows were acknowledged; the last one's number. */
  long awaitRows(int count) {
    long last = 0;
    for (int seen = 0; seen < count; ) {
      Optional<Long> acked = nextAcked();
      if (acked.isEmpty()) {
        throw new AssertionError("the child ended early");
      }
      last = acked.get();
      seen++;
    }
    return last;
  }

  private Optional<Long> nextAcked() {
    StringBuilder other = new StringBuilder();
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.startsWith("acked ")) {
          return Optional.of(Long.valueOf(line.substring("acked ".length())));
        }
        other.append(line).append('\n');
      }
      if (!other.toString().contains("done")) {
        throw new AssertionError("the child failed:\n" + other);
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** kill -9; the greatest number that it had acknowledged, also while it was being killed. */
  long kill(long last) {
    process.destroyForcibly();
    long greatest = last;
    try {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        if (line.matches("acked \\d+")) {
          greatest = Long.parseLong(line.substring("acked ".length()));
        }
      }
    } catch (IOException e) {
      // the pipe broke in the middle of a line: what was read before counts
    }
    process.onExit().orTimeout(20, TimeUnit.SECONDS).join();
    return greatest;
  }

  int exit() {
    return process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
