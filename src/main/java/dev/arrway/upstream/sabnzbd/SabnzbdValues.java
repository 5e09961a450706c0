package dev.arrway.upstream.sabnzbd;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads the texts that SABnzbd writes numbers and times as; nonsense is nothing. */
final class SabnzbdValues {
  /** The end of the year 9999, in seconds since 1970. */
  private static final long LAST_SECOND = 253_402_300_799L;

  private SabnzbdValues() {}

  /** The number, or the other one when there is none. */
  static double number(@Nullable String text, double otherwise) {
    if (text == null) {
      return otherwise;
    }
    try {
      double number = Double.parseDouble(text.strip());
      return Double.isFinite(number) ? number : otherwise;
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  /** Seconds since 1970; null when it says nothing. */
  static @Nullable Instant instant(@Nullable String text) {
    long seconds = Math.round(number(text, 0));
    return seconds > 0 && seconds <= LAST_SECOND ? Instant.ofEpochSecond(seconds) : null;
  }

  /** {@code [d:]h:mm:ss} in seconds; null for nothing and for zero, which stands for unknown. */
  static @Nullable Long seconds(@Nullable String timeLeft) {
    if (timeLeft == null || !timeLeft.strip().matches("(\\d{1,9}:){2,3}\\d{1,9}")) {
      return null;
    }
    long[] worth = {1, 60, 3_600, 86_400};
    String[] parts = timeLeft.strip().split(":");
    long seconds = 0;
    for (int i = 0; i < parts.length; i++) {
      seconds += Long.parseLong(parts[parts.length - 1 - i]) * worth[i];
    }
    return seconds > 0 ? seconds : null;
  }

  /** The text; null when it is blank. */
  static @Nullable String text(@Nullable String text) {
    return text == null || text.isBlank() ? null : text;
  }
}
