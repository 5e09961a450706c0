package dev.arrway.platform.config;

import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The process's variables that start with {@value #PREFIX}. */
final class Environment {
  static final String PREFIX = "ARRWAY_";
  static final String CONFIG_FILE = "ARRWAY_CONFIG";
  private static final String FROM_FILE = "_FILE";
  private static final String INSTANCES = "ARRWAY_INSTANCES_";

  private final TreeMap<String, String> variables = new TreeMap<>();
  private final Set<String> used = new HashSet<>();
  private final ConfigSources.FileReader files;

  Environment(Map<String, String> all, ConfigSources.FileReader files) {
    this.files = files;
    used.add(CONFIG_FILE);
    all.forEach(
        (name, value) -> {
          // Container tools pass what is not set as empty.
          if (name.startsWith(PREFIX) && !value.isEmpty()) {
            variables.put(name, value);
          }
        });
  }

  /** The variable of a key: {@code http.base_path} is {@code ARRWAY_HTTP_BASE_PATH}. */
  static String name(String path) {
    return PREFIX + path.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
  }

  Optional<String> get(String name) {
    return Optional.ofNullable(variables.get(name));
  }

  /** Sets every key that has a variable, and notes variables that belong to none. */
  void applyTo(Settings settings) {
    Map<String, String> known = new HashMap<>();
    for (String path : settings.keys()) {
      known.put(name(path), path);
      if (Settings.SECRETS.contains(path)) {
        known.put(name(path) + FROM_FILE, path);
        secret(name(path), settings)
            .ifPresent(s -> settings.put(path, TextNode.valueOf(s.reveal()), shown(name(path))));
      } else {
        get(name(path)).ifPresent(v -> settings.put(path, TextNode.valueOf(v), shown(name(path))));
      }
    }
    for (String name : variables.keySet()) {
      if (!known.containsKey(name) && !used.contains(name) && !name.startsWith(INSTANCES)) {
        settings.problem(new Problem(name, "", Suggestion.of(name, known.keySet()), "environment"));
      }
    }
  }

  /** A secret from its variable, or from the file that the variable with _FILE names. */
  Optional<Secret> secret(String name, Settings settings) {
    used.add(name);
    used.add(name + FROM_FILE);
    Optional<String> file = get(name + FROM_FILE);
    if (file.isEmpty()) {
      return get(name).map(Secret::of);
    }
    if (get(name).isPresent()) {
      settings.problem(new Problem(name, "", "is set both plain and as a file", "environment"));
    }
    return readSecret(name + FROM_FILE, file.get(), settings);
  }

  private Optional<Secret> readSecret(String name, String file, Settings settings) {
    try {
      Optional<String> text = files.read(Path.of(file));
      if (text.isEmpty()) {
        settings.problem(new Problem(name, file, "there is no such file", "environment"));
      }
      return text.map(String::strip).map(Secret::of);
    } catch (IOException e) {
      settings.problem(new Problem(name, file, "cannot be read: " + e, "environment"));
      return Optional.empty();
    }
  }

  /** After all instances were read: variables of instances that nobody declared. */
  void checkInstanceVariables(Settings settings) {
    Set<String> plain = new HashSet<>(used);
    for (String name : variables.keySet()) {
      if (name.startsWith(INSTANCES) && !used.contains(name)) {
        settings.problem(new Problem(name, "", Suggestion.of(name, plain), "environment"));
      }
    }
  }

  private static String shown(String name) {
    return "environment variable " + name;
  }
}
