package dev.arrway.app;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of every command that reads the configuration. */
final class CommonOptions {
  @Option(
      names = "--config",
      paramLabel = "FILE",
      description =
          "The configuration file (default: conf/arrway.yaml in the working directory, else arrway.yaml in the data directory).")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Sets one configuration key, such as --set http.port=8080. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** The configuration, complete and checked. */
  ArrwayConfig load() {
    return ConfigLoader.load(ConfigSources.ofProcess(Optional.ofNullable(file), overrides));
  }

  /** The same with some keys set, unless the command line sets them otherwise. */
  ArrwayConfig load(Map<String, String> defaults) {
    Map<String, String> all = new LinkedHashMap<>(defaults);
    all.putAll(overrides);
    return ConfigLoader.load(ConfigSources.ofProcess(Optional.ofNullable(file), all));
  }
}
