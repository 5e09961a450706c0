package dev.arrway.sandbox.transmission;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The spelling of names in one of the two protocols; each knows no other one. */
enum RpcNames {
  /** Up to 4.0: kebab-case, and camelCase for fields of torrents. */
  LEGACY {
    @Override
    String method(String name) {
      return name.replace('_', '-');
    }

    @Override
    String argument(String name) {
      return OTHER_ARGUMENTS.getOrDefault(name, name.replace('_', '-'));
    }

    @Override
    String torrentField(String name) {
      return name.equals(SEQUENTIAL)
          ? name
          : WORD_START.matcher(name).replaceAll(word -> word.group(1).toUpperCase(Locale.ROOT));
    }
  },
  /** Since 4.1: snake_case. */
  SNAKE {
    @Override
    String method(String name) {
      return name;
    }

    @Override
    String argument(String name) {
      return name;
    }

    @Override
    String torrentField(String name) {
      return name;
    }
  };

  private static final Pattern WORD_START = Pattern.compile("_([a-z])");

  /** A name that arrived shortly before 4.1, and is spelled as there. */
  private static final String SEQUENTIAL = "sequential_download";

  private static final Map<String, String> OTHER_ARGUMENTS =
      Map.of(
          "bandwidth_priority",
          "bandwidthPriority",
          "seed_ratio_limit",
          "seedRatioLimit",
          "seed_ratio_limited",
          "seedRatioLimited",
          SEQUENTIAL,
          SEQUENTIAL);

  /** Returns the spelling of a method. */
  abstract String method(String name);

  /** Returns the spelling of an argument, or of a field of the session. */
  abstract String argument(String name);

  /** Returns the spelling of a field of a torrent. */
  abstract String torrentField(String name);
}
