package dev.arrway.platform.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that the configuration is read from.
 *
 * @param file the file that the command line names, if any
 * @param overrides keys that the command line sets: they count most
 * @param environment all variables of the process
 * @param workingDirectory where {@code conf/arrway.yaml} is looked for
 * @param home what {@code ~} stands for
 * @param files reads files
 */
public record ConfigSources(
    Optional<Path> file,
    Map<String, String> overrides,
    Map<String, String> environment,
    Path workingDirectory,
    Path home,
    FileReader files) {

  /** Reads a text file. */
  @FunctionalInterface
  public interface FileReader {
    /** The file's text, or empty when there is none. */
    Optional<String> read(Path file) throws IOException;
  }

  /** Those of this process. */
  public static ConfigSources ofProcess(Optional<Path> file, Map<String, String> overrides) {
    return new ConfigSources(
        file,
        overrides,
        System.getenv(),
        Path.of("").toAbsolutePath(),
        Path.of(System.getProperty("user.home", "/")),
        ConfigSources::readFile);
  }

  private static Optional<String> readFile(Path file) throws IOException {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }
}
