package dev.arrway.domain.match;

/** Compares where titles of the same letters are divided into words. */
final class WordBreaks {

  private WordBreaks() {}

  /**
   * Returns whether two names with the same key have the same words. {@code Headcases} and {@code
   * Head Cases} have not; {@code Spider-Man} may be written as one word or two.
   */
  static boolean same(String full, String tight, String otherFull, String otherTight) {
    if (full.equals(otherFull)) {
      return true;
    }
    String a = comparable(full);
    String b = comparable(otherFull);
    String tightA = comparable(tight);
    String tightB = comparable(otherTight);
    return a.equals(b)
        || tightA.equals(tightB)
        || a.equals(tightB)
        || tightA.equals(b)
        || !hasWords(a);
  }

  /** Without a leading article, and without the blanks beside digits. */
  private static String comparable(String text) {
    int space = text.indexOf(' ');
    boolean article = space > 0 && TitleText.isEnglishArticle(text.substring(0, space));
    StringBuilder out = new StringBuilder(text.length());
    for (int i = article ? space + 1 : 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean number =
          c == ' '
              && i > 0
              && i + 1 < text.length()
              && (Character.isDigit(text.charAt(i - 1)) || Character.isDigit(text.charAt(i + 1)));
      if (!number) {
        out.append(c);
      }
    }
    return out.toString();
  }

  /** Scripts from Thai on write no blanks between words, or as they like. */
  private static boolean hasWords(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= '\u0E00') {
        return false;
      }
    }
    return true;
  }
}
