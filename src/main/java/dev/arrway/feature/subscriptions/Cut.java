package dev.arrway.feature.subscriptions;

import java.nio.charset.StandardCharsets;

/** Shortens texts to what receivers take, never within a character. */
final class Cut {
  private static final String MORE = "…";

  private Cut() {}

  /**
   * At most so many UTF-16 units, which are never fewer than characters, however a receiver counts.
   */
  static String units(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = most - MORE.length();
    return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end)
        + MORE;
  }

  /** At most so many bytes of UTF-8. */
  static String bytes(String text, int most) {
    if (text.getBytes(StandardCharsets.UTF_8).length <= most) {
      return text;
    }
    int left = most - MORE.getBytes(StandardCharsets.UTF_8).length;
    int end = 0;
    while (true) {
      int point = text.codePointAt(end);
      left -= length(point);
      if (left < 0) {
        return text.substring(0, end) + MORE;
      }
      end += Character.charCount(point);
    }
  }

  private static int length(int point) {
    if (point < 0x80) {
      return 1;
    }
    if (point < 0x800) {
      return 2;
    }
    return point < 0x10000 ? 3 : 4;
  }
}
