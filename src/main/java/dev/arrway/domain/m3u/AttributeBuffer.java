package dev.arrway.domain.m3u;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects the attributes of one entry; reused from entry to entry. The first value of a key wins.
 */
final class AttributeBuffer {

  private static final int MAX_PAIRS = 64;
  private static final String[] KNOWN = {
    "tvg-id",
    "tvg-name",
    "tvg-logo",
    "group-title",
    "tvg-type",
    "tmdb-id",
    "imdb-id",
    "tvdb-id",
    "http-user-agent",
    "tvg-chno",
    "tvg-shift",
    "tvg-language",
    "tvg-country",
    "catchup"
  };

  private String[] pairs = new String[16];
  private int length;

  void clear() {
    length = 0;
  }

  /** Adds a pair whose key is {@code text[from, to)}; a blank value gives way to a later one. */
  void add(String text, int from, int to, String value) {
    add(key(text, from, to), value);
  }

  void add(String key, String value) {
    for (int i = 0; i < length; i += 2) {
      if (pairs[i].equals(key)) {
        if (pairs[i + 1].isEmpty()) {
          pairs[i + 1] = value;
        }
        return;
      }
    }
    if (length >= MAX_PAIRS * 2) {
      return;
    }
    if (length == pairs.length) {
      pairs = Arrays.copyOf(pairs, length * 2);
    }
    pairs[length++] = key;
    pairs[length++] = value;
  }

  @Nullable String get(String key) {
    for (int i = 0; i < length; i += 2) {
      if (pairs[i].equals(key)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  Map<String, String> toMap() {
    return EntryAttributes.of(pairs, length);
  }

  private static String key(String text, int from, int to) {
    int size = to - from;
    for (String known : KNOWN) {
      if (known.length() == size && text.regionMatches(true, from, known, 0, size)) {
        return known;
      }
    }
    return text.substring(from, to).toLowerCase(Locale.ROOT);
  }
}
