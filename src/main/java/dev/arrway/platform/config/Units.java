package dev.arrway.platform.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times and sizes as people write them. */
final class Units {
  private static final Pattern AMOUNT =
      Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6})?)\\s*([A-Za-z]*)");

  private static final Map<String, Long> MILLIS =
      Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L);

  private static final Map<String, Long> BYTES =
      Map.of(
          "B", 1L,
          "kB", 1_000L,
          "MB", 1_000_000L,
          "GB", 1_000_000_000L,
          "KiB", 1L << 10,
          "MiB", 1L << 20,
          "GiB", 1L << 30);

  private Units() {}

  /** A time with its unit; empty when it is none. */
  static Optional<Duration> duration(String text) {
    return amount(text, MILLIS).map(Duration::ofMillis);
  }

  /** A number of bytes, with or without unit; empty when it is none. */
  static Optional<Long> size(String text) {
    return amount(text.matches("\\d+") ? text + "B" : text, BYTES);
  }

  private static Optional<Long> amount(String text, Map<String, Long> units) {
    Matcher matcher = AMOUNT.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Long unit = units.get(matcher.group(2));
    if (unit == null) {
      return Optional.empty();
    }
    return Optional.of(
        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(unit)).longValue());
  }

  /** A time in its largest whole unit. */
  static String show(Duration duration) {
    long millis = duration.toMillis();
    for (String unit : new String[] {"d", "h", "m", "s"}) {
      long size = MILLIS.getOrDefault(unit, 1L);
      if (millis != 0 && millis % size == 0) {
        return millis / size + unit;
      }
    }
    return millis + "ms";
  }
}
