package dev.arrway.platform.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** What somebody who made a typing error may have meant. */
final class Suggestion {
  private Suggestion() {}

  /** {@code "unknown; did you mean x?"}, or only the first word when nothing is near. */
  static String of(String given, Collection<String> known) {
    String lower = given.toLowerCase(Locale.ROOT);
    return known.stream()
        .min(
            Comparator.<String>comparingInt(k -> distance(lower, k.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()))
        .filter(
            k ->
                distance(lower, k.toLowerCase(Locale.ROOT)) <= Math.max(2, lower.length() / 3)
                    || k.endsWith("." + lower))
        .map(k -> "unknown; did you mean " + k + "?")
        .orElse("unknown");
  }

  /** Levenshtein's: insertions, deletions and replacements between the two. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
