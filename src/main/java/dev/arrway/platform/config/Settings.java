package dev.arrway.platform.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values by key, the last given counts; reads them as types and collects what is wrong instead of
 * stopping at it. After a wrong value the default stands in, so that reading can go on.
 */
final class Settings {
  /** Never shown in a message; each can also be given as the name of a file. */
  static final Set<String> SECRETS =
      Set.of("database.uri", "database.password", "keys.master", "setup.code");

  private record Given(JsonNode value, String source) {}

  private final Map<String, JsonNode> defaults;
  private final Map<String, Given> given = new LinkedHashMap<>();
  private final List<Problem> problems = new ArrayList<>();

  Settings(Map<String, JsonNode> defaults) {
    this.defaults = Map.copyOf(defaults);
  }

  Set<String> keys() {
    return defaults.keySet();
  }

  /** Sets a key, which counts more than what was set before. */
  void put(String path, JsonNode value, String source) {
    if (defaults.containsKey(path)) {
      given.put(path, new Given(value, source));
    } else if (defaults.keySet().stream().anyMatch(k -> k.startsWith(path + "."))) {
      problem(new Problem(path, "", "is a section with keys of its own, not a value", source));
    } else {
      problem(new Problem(path, "", Suggestion.of(path, defaults.keySet()), source));
    }
  }

  void problem(Problem problem) {
    problems.add(problem);
  }

  void done() {
    if (!problems.isEmpty()) {
      throw new ConfigException(problems);
    }
  }

  /** Builds a record that checks itself; null when it refuses, which is then noted. */
  <T> @Nullable T build(Supplier<T> constructor) {
    try {
      return constructor.get();
    } catch (ConfigException e) {
      e.problems().forEach(p -> problems.add(p.from(source(p.path()))));
      return null;
    }
  }

  private String source(String path) {
    Given setting = given.get(path);
    return setting == null ? "" : setting.source();
  }

  JsonNode node(String path) {
    Given setting = given.get(path);
    return setting == null ? defaultOf(path) : setting.value();
  }

  String text(String path) {
    return scalar(path, "must be a single value", Optional::of);
  }

  Secret secret(String path) {
    return Secret.of(text(path));
  }

  int integer(String path) {
    return scalar(path, "must be a whole number", t -> number(t).map(Long::intValue));
  }

  double decimal(String path) {
    return scalar(path, "must be a number", Settings::fraction);
  }

  boolean flag(String path) {
    return scalar(
        path,
        "must be true or false",
        t ->
            t.equals("true") || t.equals("false")
                ? Optional.of(Boolean.valueOf(t))
                : Optional.empty());
  }

  Duration duration(String path) {
    return scalar(path, "must be a time, such as 30s, 15m, 6h or 30d", Units::duration);
  }

  long size(String path) {
    return scalar(path, "must be a size, such as 64kB, 512MB or 1GB", Units::size);
  }

  /** A size, or empty for {@code auto}. */
  OptionalLong sizeOrAuto(String path) {
    return scalar(
        path,
        "must be auto or a size, such as 512MB or 10GB",
        text ->
            text.equals("auto")
                ? Optional.of(OptionalLong.empty())
                : Units.size(text).map(OptionalLong::of));
  }

  List<String> list(String path) {
    return elements(node(path))
        .orElseGet(
            () -> {
              wrong(path, "must be a list of single values");
              return List.of();
            });
  }

  List<Network> networks(String path) {
    List<Network> networks = new ArrayList<>();
    for (String text : list(path)) {
      Network.parse(text)
          .ifPresentOrElse(
              networks::add,
              () ->
                  problems.add(
                      new Problem(
                          path,
                          text,
                          "must be an address or a network, such as 10.0.0.0/8",
                          source(path))));
    }
    return networks;
  }

  private static Optional<List<String>> elements(JsonNode node) {
    if (node.isValueNode()) {
      return Optional.of(
          Arrays.stream(node.asText().split(",", -1))
              .map(String::strip)
              .filter(t -> !t.isEmpty())
              .toList());
    }
    List<String> all = new ArrayList<>();
    for (JsonNode element : node) {
      if (!node.isArray() || !element.isValueNode()) {
        return Optional.empty();
      }
      all.add(element.asText());
    }
    return Optional.of(all);
  }

  private <T> T scalar(String path, String rule, Function<String, Optional<T>> parse) {
    JsonNode node = node(path);
    Optional<T> value = node.isValueNode() ? parse.apply(node.asText().strip()) : Optional.empty();
    if (value.isPresent()) {
      return value.get();
    }
    wrong(path, rule);
    return parse.apply(defaultOf(path).asText()).orElseThrow();
  }

  private void wrong(String path, String rule) {
    String shown = SECRETS.contains(path) ? Secret.MASK : shown(node(path));
    problems.add(new Problem(path, shown, rule, source(path)));
  }

  private static String shown(JsonNode node) {
    return node.isValueNode() ? "\"" + node.asText() + "\"" : node.toString();
  }

  private JsonNode defaultOf(String path) {
    JsonNode node = defaults.get(path);
    if (node == null) {
      throw new IllegalStateException("no default for " + path);
    }
    return node;
  }

  private static Optional<Long> number(String text) {
    return text.matches("-?\\d{1,9}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Optional<Double> fraction(String text) {
    return text.matches("-?\\d{1,9}(\\.\\d{1,9})?")
        ? Optional.of(Double.valueOf(text))
        : Optional.empty();
  }
}
