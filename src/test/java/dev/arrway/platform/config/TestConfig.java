package dev.arrway.platform.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Configurations for tests, from nothing but what is given. */
public final class TestConfig {
  private TestConfig() {}

  /** The defaults in a data directory, with free ports, and these keys on top. */
  public static ArrwayConfig in(Path dataDirectory, Map<String, String> overrides) {
    Map<String, String> all = new HashMap<>();
    all.put("data.dir", dataDirectory.toAbsolutePath().toString());
    all.put("http.host", "127.0.0.1");
    all.put("http.port", "0");
    all.put("management.port", "0");
    all.putAll(overrides);
    return ConfigLoader.load(sources(Map.of(), all, Map.of()));
  }

  static ConfigSources sources(
      Map<String, String> environment, Map<String, String> overrides, Map<String, String> files) {
    return new ConfigSources(
        Optional.empty(),
        overrides,
        environment,
        Path.of("/work-dir"),
        Path.of("/home/someone"),
        file -> Optional.ofNullable(files.get(file.toString())));
  }
}
