package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine;

/** A command that runs on a thread of its own until it is closed. */
final class CommandRun implements AutoCloseable {
  private final StringWriter output = new StringWriter();
  private final StringWriter errors = new StringWriter();
  private final Thread thread;

  CommandRun(CommandLine line, String... arguments) {
    line.setOut(new PrintWriter(output, true));
    line.setErr(new PrintWriter(errors, true));
    thread = new Thread(() -> line.execute(arguments), "command");
    thread.start();
  }

  /** Returns the first lines of the output, once there are so many. */
  List<String> awaitLines(int count) {
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> !thread.isAlive() || output.toString().lines().count() >= count);
    assertThat(output.toString().lines()).as(errors.toString()).hasSizeGreaterThanOrEqualTo(count);
    return output.toString().lines().limit(count).toList();
  }

  /** Ends the command and waits until it has. */
  @Override
  public void close() throws InterruptedException {
    thread.interrupt();
    thread.join(Duration.ofSeconds(30).toMillis());
    assertThat(thread.isAlive()).isFalse();
  }
}
