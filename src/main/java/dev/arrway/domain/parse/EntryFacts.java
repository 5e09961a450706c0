package dev.arrway.domain.parse;

import dev.arrway.domain.m3u.M3uEntry;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The year and the running time that the attributes of an entry state. */
final class EntryFacts {

  private static final Set<String> YEARS =
      Set.of(
          "year",
          "tvg-year",
          "release-year",
          "release_year",
          "releaseyear",
          "release-date",
          "release_date",
          "releasedate",
          "premiered",
          "air-date",
          "date");
  private static final String[] LENGTHS = {
    "duration", "tvg-duration", "length", "runtime", "tvg-runtime", "duration-min"
  };
  private static final int LEAST_SECONDS = 600;

  private EntryFacts() {}

  /** Returns the year that an attribute states, alone or in a date, or null. */
  static @Nullable Integer year(Map<String, String> attributes, Years years) {
    for (Map.Entry<String, String> attribute : attributes.entrySet()) {
      Integer year =
          YEARS.contains(attribute.getKey()) ? years.ofDate(attribute.getValue().trim()) : null;
      if (year != null) {
        return year;
      }
    }
    return null;
  }

  /**
   * Returns the running time in minutes, 0 when none is stated. The number after {@code #EXTINF:}
   * is in seconds; other numbers are when they are too large for minutes.
   */
  static int minutes(Map<String, String> attributes) {
    if (attributes.isEmpty()) {
      return 0;
    }
    for (String key : LENGTHS) {
      int value = number(attributes.get(key));
      if (value > 0) {
        return value >= LEAST_SECONDS ? value / 60 : value;
      }
    }
    return number(attributes.get(M3uEntry.DURATION)) / 60;
  }

  /** Reads {@code 5760}, {@code 96 min} and {@code 01:36:00} (in seconds); 0 for anything else. */
  private static int number(@Nullable String value) {
    if (value == null || value.isEmpty() || value.length() > 12) {
      return 0;
    }
    int total = 0;
    int part = 0;
    boolean clock = false;
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c >= '0' && c <= '9' && part < 1_000_000) {
        part = part * 10 + c - '0';
      } else if (c == ':') {
        total = (total + part) * 60;
        part = 0;
        clock = true;
      } else {
        break;
      }
    }
    int number = total + part;
    return clock && value.indexOf(':') == value.lastIndexOf(':') ? number * 60 : number;
  }
}
