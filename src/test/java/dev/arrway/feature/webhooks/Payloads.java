package dev.arrway.feature.webhooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Messages of every type, by the name of their file. */
final class Payloads {
  private Payloads() {}

  static Map<String, String> of(String vendor, long libraryId) {
    try (Stream<Path> files = Files.list(Path.of("src/test/resources/webhook", vendor))) {
      Map<String, String> all = new TreeMap<>();
      for (Path file : files.toList()) {
        all.put(
            file.getFileName().toString().replace(".json", ""),
            Files.readString(file).replace("@id@", String.valueOf(libraryId)));
      }
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
