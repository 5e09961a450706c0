package dev.arrway.upstream;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.core.ConditionTimeoutException;

/**
 * How a real server is started: a command, perhaps within a tree of another system ({@code chroot
 * TREE COMMAND}), where folders have other names than outside.
 *
 * @param words the command and its first arguments
 * @param root the root of the file system that it sees
 */
public record ServerCommand(List<String> words, Path root) {
  private static final Path SERVERS = Path.of("target", "servers");

  /**
   * The first of these that is set as a system property (in lower case, with dots), in the
   * environment, or in the file that preparing the servers leaves.
   *
   * @param names such as {@code REAL_QBITTORRENT_4}
   */
  public static Optional<ServerCommand> find(String... names) {
    return Arrays.stream(names)
        .flatMap(name -> setting(name).stream())
        .map(ServerCommand::of)
        .findFirst();
  }

  /** A command by its words; one found in {@code PATH} when it is a single one. */
  public static ServerCommand of(String command) {
    List<String> words = List.of(command.strip().split("\\s+"));
    boolean inTree = words.size() > 2 && words.get(0).equals("chroot");
    return new ServerCommand(words, Path.of(inTree ? words.get(1) : "/"));
  }

  /** A program of this name in {@code PATH}. */
  public static Optional<ServerCommand> inPath(String program) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .map(found -> of(found.toString()))
        .findFirst();
  }

  private static Optional<String> setting(String name) {
    String property = name.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
    return Stream.of(System.getProperty(property), System.getenv(name), prepared(name))
        .filter(value -> value != null && !value.isBlank())
        .findFirst();
  }

  private static String prepared(String name) {
    try {
      awaitPrepared(SERVERS);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Path environment = SERVERS.resolve("environment");
    if (!Files.exists(environment)) {
      return null;
    }
    String start = "export " + name + "='";
    try (Stream<String> lines = Files.lines(environment)) {
      return lines
          .filter(line -> line.startsWith(start) && line.endsWith("'"))
          .map(line -> line.substring(start.length(), line.length() - 1))
          .findFirst()
          .orElse(null);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Waits while {@code src/test/servers/prepare.sh} is at work.
   *
   * @throws IllegalStateException when it ended without success, or takes ten minutes
   */
  private static void awaitPrepared(Path servers) throws IOException {
    Path preparing = servers.resolve("preparing");
    String process;
    try {
      process = Files.readString(preparing).strip();
    } catch (NoSuchFileException e) {
      return;
    }
    try {
      await()
          .atMost(Duration.ofMinutes(10))
          .until(() -> !Files.exists(preparing) || !Files.exists(Path.of("/proc", process)));
    } catch (ConditionTimeoutException e) {
      throw new IllegalStateException("prepare.sh still prepares the servers in " + servers, e);
    }
    if (Files.exists(preparing)) {
      Path log = servers.resolve("prepare.log");
      throw new IllegalStateException(
          "prepare.sh failed to prepare the servers in "
              + servers
              + "; run it again, or delete that folder to skip these tests: "
              + (Files.exists(log) ? Files.readString(log) : ""));
    }
  }

  /** A new folder that the server can see. */
  public Path folder(String prefix) throws IOException {
    return Files.createTempDirectory(root.resolve("tmp"), prefix).toRealPath();
  }

  /** How the server calls a folder of {@link #folder}. */
  public String seen(Path path) throws IOException {
    return "/" + root.toRealPath().relativize(path);
  }

  /** Starts it with more arguments; what it says goes into a file. */
  public Process start(Path log, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of(arguments));
    return new ProcessBuilder(all)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
        .start();
  }

  /** Removes a folder with all that is in it. */
  public static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
