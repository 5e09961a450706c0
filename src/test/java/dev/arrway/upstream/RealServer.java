package dev.arrway.upstream;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real download client that a test starts, by a command from the environment that {@code
 * src/test/servers/prepare.sh} writes. One that begins with {@code chroot TREE} sees only what is
 * below the tree, hence folders for it are made there.
 */
public final class RealServer implements AutoCloseable {
  private static final String CHROOT = "chroot";

  private final List<String> command;
  private final Path root;
  private final Path folder;
  private Process process;

  private RealServer(List<String> command, Path root, Path folder) {
    this.command = command;
    this.root = root;
    this.folder = folder;
  }

  /** The server that a variable names, not started yet; empty, with a line, when there is none. */
  public static Optional<RealServer> named(String variable) throws IOException {
    String value = System.getenv(variable);
    if (value == null || value.isBlank()) {
      System.out.println(variable + " is not set: tests against the real server are skipped");
      return Optional.empty();
    }
    List<String> command = List.of(value.strip().split("\\s+"));
    boolean inTree = command.get(0).equals(CHROOT);
    Path root = Path.of(inTree ? command.get(1) : "/");
    Path tmp = inTree ? root.resolve("tmp") : Path.of(System.getProperty("java.io.tmpdir"));
    return Optional.of(
        new RealServer(command, root, Files.createTempDirectory(tmp, "arrway-server-")));
  }

  /** Its folder, as the test sees it. */
  public Path folder() {
    return folder;
  }

  /** A path below its folder, as the server sees it. */
  public String seen(Path path) {
    return "/" + root.relativize(path);
  }

  /** A port of 127.0.0.1 that was free just now. */
  public static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it in the foreground; what it says goes into {@code output.log} in its folder. */
  public void start(String... arguments) throws IOException {
    List<String> whole = new ArrayList<>(command);
    whole.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(whole)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(folder.resolve("output.log").toFile()));
    builder.environment().put("HOME", seen(folder));
    process = builder.start();
  }

  /** Whether it runs. */
  public boolean alive() {
    return process != null && process.isAlive();
  }

  /** Ends it; its folder stays. */
  public void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  @Override
  public void close() throws IOException, InterruptedException {
    stop();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
