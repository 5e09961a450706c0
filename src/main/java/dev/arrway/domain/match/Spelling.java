package dev.arrway.domain.match;

import org.jspecify.annotations.Nullable;

/**
 * How one name is a misspelling of another, word by word: each word of one against the same word of
 * the other, at most one edit in a word. A whole other word is another title, not a misspelling.
 *
 * @param edits words with an edit
 * @param lost letters that a wrong encoding lost
 * @param risky whether an edit makes another word as easily as a wrong one: a letter replaced, a
 *     plural, a first letter more or less
 * @param article whether one of them lacks the leading article of the other besides
 */
record Spelling(int edits, int lost, boolean risky, boolean article) {

  private static final int SHORTEST_WORD = 3;

  /**
   * The difference, or null when the names are equal or differ by more than {@code most} misspelt
   * words.
   */
  static @Nullable Spelling between(String a, String b, int most) {
    String[] left = a.split(" ");
    String[] right = b.split(" ");
    int i = left.length > right.length && TitleText.isEnglishArticle(left[0]) ? 1 : 0;
    int j = right.length > left.length && TitleText.isEnglishArticle(right[0]) ? 1 : 0;
    if (left.length - i != right.length - j) {
      return null;
    }
    int edits = 0;
    int lost = 0;
    boolean article = i + j > 0;
    boolean risky = false;
    for (; i < left.length; i++, j++) {
      String one = left[i];
      String other = right[j];
      if (one.equals(other)) {
        continue;
      }
      if (EditDistance.bounded(one, other, 0) == 0) {
        lost++;
      } else if (++edits > most || !isMisspelt(one, other)) {
        return null;
      } else {
        risky |= isAnotherWord(one, other);
      }
    }
    return edits + lost == 0 ? null : new Spelling(edits, lost, risky, article);
  }

  private static boolean isMisspelt(String a, String b) {
    boolean small = Math.min(a.length(), b.length()) < SHORTEST_WORD;
    return isSpelt(a)
        && isSpelt(b)
        && EditDistance.bounded(a, b, 1) == 1
        && !(small && isAnotherWord(a, b));
  }

  /** Letters of an alphabet only: in numbers and ideographs every difference is a meaning. */
  private static boolean isSpelt(String word) {
    for (int i = 0; i < word.length(); i++) {
      char c = word.charAt(i);
      if (c != TitleText.LOST && !Character.isLetter(c) || c >= 0x2E80) {
        return false;
      }
    }
    return true;
  }

  private static boolean isAnotherWord(String a, String b) {
    if (a.length() == b.length()) {
      return !isSwap(a, b);
    }
    String longer = a.length() > b.length() ? a : b;
    String shorter = a.length() > b.length() ? b : a;
    return longer.equals(shorter + "s")
        || longer.endsWith(shorter)
        || TitleText.isEnglishArticle(shorter);
  }

  private static boolean isSwap(String a, String b) {
    for (int i = 0; i + 1 < a.length(); i++) {
      if (a.charAt(i) != b.charAt(i)) {
        return a.charAt(i) == b.charAt(i + 1) && a.charAt(i + 1) == b.charAt(i);
      }
    }
    return false;
  }
}
