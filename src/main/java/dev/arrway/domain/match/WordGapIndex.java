package dev.arrway.domain.match;

import java.util.Arrays;

/**
 * Finds names that agree with a query in all words but one, by a hash of the words around each gap.
 * Names of a single word have nothing around the gap and are not in it.
 */
final class WordGapIndex {

  private static final int MOST_WORDS = 16;

  /** Hash in the high half, ordinal of the name in the low one; sorted. */
  private final long[] gaps;

  WordGapIndex(String[] texts) {
    long[] all = new long[texts.length * 4 + 16];
    int size = 0;
    for (int ordinal = 0; ordinal < texts.length; ordinal++) {
      String[] words = words(texts[ordinal]);
      if (size + words.length > all.length) {
        all = Arrays.copyOf(all, all.length * 2);
      }
      for (int gap = 0; gap < words.length && words.length > 1; gap++) {
        all[size++] = (long) hash(words, gap) << 32 | ordinal;
      }
    }
    this.gaps = Arrays.copyOf(all, size);
    Arrays.sort(gaps);
  }

  /** The words of a name that count here: without a leading article, the first few. */
  static String[] words(String text) {
    String[] words = text.split(" ");
    int from = words.length > 1 && TitleText.isEnglishArticle(words[0]) ? 1 : 0;
    return Arrays.copyOfRange(words, from, Math.min(words.length, from + MOST_WORDS));
  }

  /**
   * The ordinals of names that differ from these words in one of them at most; some may differ in
   * more.
   */
  int[] near(String[] words) {
    int[] out = new int[16];
    int size = 0;
    for (int gap = 0; gap < words.length && words.length > 1; gap++) {
      int hash = hash(words, gap);
      for (int i = first(hash); i < gaps.length && (int) (gaps[i] >> 32) == hash; i++) {
        if (size == out.length) {
          out = Arrays.copyOf(out, size * 2);
        }
        out[size++] = (int) gaps[i];
      }
    }
    return Arrays.copyOf(out, size);
  }

  private int first(int hash) {
    int found = Arrays.binarySearch(gaps, (long) hash << 32);
    return found < 0 ? -found - 1 : found;
  }

  private static int hash(String[] words, int gap) {
    int hash = words.length * 31 + gap;
    for (int i = 0; i < words.length; i++) {
      if (i != gap) {
        hash = hash * 0x01000193 ^ words[i].hashCode();
      }
    }
    return hash ^ hash >>> 15;
  }
}
