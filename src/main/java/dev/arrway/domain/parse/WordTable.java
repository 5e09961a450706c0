package dev.arrway.domain.parse;

import java.util.HashMap;
import java.util.Map;

/**
 * Flags by word, whatever the case and accents. Words of plain letters are looked up without making
 * a copy; not to be changed once it is in use.
 */
final class WordTable {

  private static final int SIZE = 1 << 13;

  private final Map<String, Integer> words = new HashMap<>();
  private final String[] plain = new String[SIZE];
  private final int[] values = new int[SIZE];

  /** Adds {@code flags} to what is known of a word; after {@code =} its accents matter. */
  void add(String word, int flags) {
    String folded = word.startsWith("=") ? word : WordFolding.fold(word);
    int merged = words.merge(folded, flags, (a, b) -> a | b);
    if (!WordFolding.isWide(folded)) {
      int at = slot(folded);
      plain[at] = folded;
      values[at] = merged;
    }
  }

  /** Returns the flags of a word, 0 when it is unknown. */
  int get(String word) {
    if (!WordFolding.isWide(word)) {
      return values[slot(word)];
    }
    Integer flags = words.get(WordFolding.fold(word));
    return flags == null ? 0 : flags;
  }

  /** Returns the flags of a word whose accents matter, which was added after {@code =}. */
  int getExact(String lowerCase) {
    Integer flags = words.get("=" + lowerCase);
    return flags == null ? 0 : flags;
  }

  /** Returns where a word is, or the free place where it would be. */
  private int slot(String word) {
    int hash = 0;
    for (int i = 0; i < word.length(); i++) {
      hash = hash * 31 + lower(word.charAt(i));
    }
    int at = (hash ^ hash >>> 13) & SIZE - 1;
    while (plain[at] != null && !isSame(plain[at], word)) {
      at = at + 1 & SIZE - 1;
    }
    return at;
  }

  private static boolean isSame(String folded, String word) {
    if (folded.length() != word.length()) {
      return false;
    }
    for (int i = 0; i < folded.length(); i++) {
      if (folded.charAt(i) != lower(word.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static char lower(char c) {
    return c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
  }
}
