package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** A gateway in a process of its own, so that it can be killed; its data outlives it. */
final class GatewayProcess implements AutoCloseable {
  static final String CODE = "code-of-the-kill-test";
  private static final Pattern URL = Pattern.compile("http://127\\.0\\.0\\.1:\\d+");

  private final Path data;
  private final Map<String, String> more;
  private final List<String> options;
  private Process process;
  private Path console;

  GatewayProcess(Path data) {
    this(data, Map.of());
  }

  GatewayProcess(Path data, Map<String, String> more) {
    // Most live for seconds: compiling less halves the work of a start.
    this(data, more, "-Xmx256m", "-XX:TieredStopAtLevel=1");
  }

  /**
   * Prepares a gateway with other options of the virtual machine.
   *
   * @param options such as {@code -Xmx512m}
   */
  GatewayProcess(Path data, Map<String, String> more, String... options) {
    this.data = data;
    this.more = Map.copyOf(more);
    this.options = List.of(options);
  }

  /** Starts it, for the first time or again, and waits until it serves; returns its address. */
  String start() throws IOException {
    launch();
    await()
        .atMost(Duration.ofMinutes(4))
        .until(() -> !process.isAlive() || !urls(console).isEmpty());
    assertThat(process.isAlive()).as(console()).isTrue();
    return urls(console).get(0);
  }

  /** Starts it and does not wait. */
  void launch() throws IOException {
    console = Files.createTempFile(data, "console", ".log");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), "dev.arrway.app.Main", "serve"));
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(console.toFile());
    builder
        .environment()
        .putAll(
            Map.of(
                "ARRWAY_DATA_DIR", data.resolve("arrway").toString(),
                "ARRWAY_HTTP_HOST", "127.0.0.1",
                "ARRWAY_HTTP_PORT", "0",
                "ARRWAY_MANAGEMENT_PORT", "0",
                "ARRWAY_LIMITS_FACTOR", "100",
                "ARRWAY_SETUP_CODE", CODE));
    // Tests that write while things break write keys.
    builder.environment().put("ARRWAY_SECURITY_API_KEYS_PER_USER", "10000");
    builder.environment().putAll(more);
    process = builder.start();
  }

  /**
   * Returns the exit code of a start that is expected to fail, or of a process that ends itself.
   */
  int awaitExit(Duration limit) throws InterruptedException {
    assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)).as(console()).isTrue();
    return process.exitValue();
  }

  /** Returns the address that the process started last serves at. */
  String url() throws IOException {
    return urls(console).get(0);
  }

  /** Returns everything that the process started last has printed. */
  String console() {
    try {
      return Files.readString(console);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the running process. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  /** Returns the data directory that the gateway is given. */
  Path dataDirectory() {
    return data.resolve("arrway");
  }

  private static List<String> urls(Path console) throws IOException {
    return URL.matcher(Files.readString(console)).results().map(MatchResult::group).toList();
  }

  /** Returns whether the process runs. */
  boolean isAlive() {
    return process.isAlive();
  }

  /** Returns the process's id. */
  long pid() {
    return process.pid();
  }

  /** Ends it as a power failure does. */
  void kill() throws InterruptedException {
    process.destroyForcibly();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
  }

  @Override
  public void close() throws InterruptedException {
    if (process != null) {
      process.destroy();
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    }
  }
}
