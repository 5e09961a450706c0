package dev.arrway.domain.parse;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.media.MediaKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Names with labels, and how many of them the parser reads as labelled. */
final class LabelledNames {

  /**
   * One name and its labels.
   *
   * @param titles any of them is right
   * @param numbers year, season and episode as labelled: null for "must be absent"; a missing key
   *     is not scored
   */
  record Row(
      String name,
      String group,
      String url,
      Map<String, String> attributes,
      List<String> kinds,
      List<String> titles,
      Map<String, Integer> numbers) {}

  private LabelledNames() {}

  /** The folder of labelled data beside the project, when there is one. */
  static Optional<Path> sharedFile(String name) {
    String stated = System.getProperty("arrway.shared", "");
    Stream<Path> folders =
        stated.isEmpty()
            ? Stream.of(Path.of("../shared"), Path.of("../../shared"))
            : Stream.of(Path.of(stated));
    return folders.map(f -> f.resolve("data").resolve(name)).filter(Files::isReadable).findFirst();
  }

  /** Reads {@code provider_names.jsonl}. */
  static List<Row> readJson(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      JsonNode node = new ObjectMapper().readTree(line);
      Map<String, String> attributes = new HashMap<>();
      for (String key : List.of("tvg_name", "tvg_id")) {
        if (node.has(key)) {
          attributes.put(key.replace('_', '-'), node.path(key).asText());
        }
      }
      List<String> titles = new ArrayList<>();
      node.path("titles").forEach(title -> titles.add(title.asText()));
      List<String> kinds = List.of(node.path("kind").asText().split("\\|"));
      Map<String, Integer> numbers = new HashMap<>();
      for (String key : List.of("year", "season", "episode")) {
        if (node.has(key)) {
          numbers.put(key, node.path(key).asInt());
        }
      }
      rows.add(
          new Row(
              node.path("name").asText(),
              node.path("group").asText(),
              node.path("url").asText(),
              attributes,
              kinds,
              titles,
              numbers));
    }
    return rows;
  }

  /** Reads {@code provider-style.txt}; its head describes the format. */
  static List<Row> readText(Path file) throws IOException {
    List<Row> rows = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (!line.isBlank() && !line.startsWith("# ")) {
        rows.add(row(Arrays.asList(line.strip().split(" ; "))));
      }
    }
    return rows;
  }

  private static Row row(List<String> cells) {
    String place = cells.get(3);
    int dot = place.indexOf('.');
    String folder = dot < 0 ? place : place.substring(0, dot);
    String url = "http://h.example/" + folder + "/u/p/1" + (dot < 0 ? "" : place.substring(dot));
    List<String> titles = cells.size() < 5 ? List.of() : List.of(cells.get(4).split(" = "));
    Map<String, Integer> numbers = new HashMap<>();
    String[] keys = {"year", "season", "episode"};
    for (int i = 0; i < keys.length; i++) {
      String cell = i + 5 < cells.size() ? cells.get(i + 5) : "?";
      if (!cell.equals("?")) {
        numbers.put(keys[i], cell.equals("-") ? null : Integer.valueOf(cell));
      }
    }
    return new Row(
        cells.get(0 + 1),
        cells.get(2).equals("-") ? "" : cells.get(2),
        url,
        Map.of(),
        List.of(cells.get(0).split("\\|")),
        titles,
        numbers);
  }

  /** What is wrong about each row that the parser does not read as labelled. */
  static List<String> wrong(EntryParser parser, List<Row> rows) {
    List<String> wrong = new ArrayList<>();
    for (Row row : rows) {
      ParsedEntry read = parser.parse(row.name(), row.group(), row.url(), row.attributes());
      if (!isRight(row, read)) {
        wrong.add(
            "%s ← %s {%s}: %s '%s' %s s%s e%s"
                .formatted(
                    String.join("|", row.kinds()),
                    row.name(),
                    row.group(),
                    read.kind(),
                    read.title(),
                    read.year(),
                    read.season(),
                    read.episode()));
      }
    }
    return wrong;
  }

  static boolean isRight(Row row, ParsedEntry read) {
    if (!row.kinds().contains(read.kind().name().toLowerCase(Locale.ROOT))) {
      return false;
    }
    if (read.kind() == MediaKind.LIVE) {
      return true;
    }
    boolean title = row.titles().stream().anyMatch(t -> letters(t).equals(letters(read.title())));
    boolean film =
        read.kind() != MediaKind.MOVIE || read.season() == null && read.episode() == null;
    return title
        && film
        && agrees(row, "year", read.year())
        && agrees(row, "season", read.season())
        && agrees(row, "episode", read.episode());
  }

  private static boolean agrees(Row row, String key, Integer read) {
    return !row.numbers().containsKey(key) || Objects.equals(row.numbers().get(key), read);
  }

  /** Letters and digits only, in lower case. */
  private static String letters(String text) {
    StringBuilder out = new StringBuilder();
    text.toLowerCase(Locale.ROOT)
        .codePoints()
        .filter(Character::isLetterOrDigit)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
