package dev.arrway.domain.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Reads names from real playlists, labelled by hand; skipped when the shared data is absent. */
class RealNamesTest {

  @Test
  void readsNamesFromRealPlaylists() throws IOException {
    Optional<Path> file = file();
    if (file.isEmpty()) {
      System.out.println("real names: skipped, no shared data folder");
    }
    Assumptions.assumeTrue(file.isPresent());
    EntryParser parser = new EntryParser(2027);
    List<String> wrong = new ArrayList<>();
    List<String> lines = Files.readAllLines(file.get());
    for (String line : lines) {
      JsonNode row = new ObjectMapper().readTree(line);
      ParsedEntry parsed =
          parser.parse(
              row.path("name").asText(),
              row.path("group").asText(),
              row.path("url").asText(),
              Map.of());
      String difference = difference(row.path("expected"), parsed);
      if (!difference.isEmpty()) {
        wrong.add(row.path("name").asText() + ": " + difference);
      }
    }
    System.out.printf(
        Locale.ROOT, "real names: %d of %d right%n", lines.size() - wrong.size(), lines.size());
    assertThat(wrong).isEmpty();
  }

  private static String difference(JsonNode expected, ParsedEntry parsed) {
    if (!expected.path("kind").asText().equalsIgnoreCase(parsed.kind().name())) {
      return "kind " + parsed.kind();
    }
    if (expected.path("title").isNull()) {
      return "";
    }
    boolean same =
        expected.path("title").asText().equals(parsed.title())
            && Objects.equals(number(expected.path("year")), parsed.year())
            && Objects.equals(number(expected.path("season")), parsed.season())
            && Objects.equals(number(expected.path("episode")), parsed.episode());
    return same ? "" : parsed.toString();
  }

  private static Integer number(JsonNode node) {
    return node.isNumber() ? Integer.valueOf(node.asInt()) : null;
  }

  private static Optional<Path> file() {
    String stated = System.getProperty("arrway.shared", "");
    Stream<Path> folders =
        stated.isEmpty()
            ? Stream.of(Path.of("../shared"), Path.of("../../shared"))
            : Stream.of(Path.of(stated));
    return folders
        .map(f -> f.resolve("data/real_names.jsonl"))
        .filter(Files::isReadable)
        .findFirst();
  }
}
