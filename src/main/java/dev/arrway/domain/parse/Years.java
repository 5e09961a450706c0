package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers may be years: from the first films to {@code latest}. A later one belongs to a
 * title.
 */
record Years(int latest) {

  private static final int EARLIEST = 1880;

  /** The year that {@code word} is, or null. */
  @Nullable Integer of(String word) {
    if (word.length() != 4) {
      return null;
    }
    for (int i = 0; i < 4; i++) {
      if (word.charAt(i) < '0' || word.charAt(i) > '9') {
        return null;
      }
    }
    int year = Integer.parseInt(word);
    return year >= EARLIEST && year <= latest ? year : null;
  }

  /** The year in {@code 2019}, {@code 2019-2022}, {@code 2019–} or {@code 2019 4K}, or null. */
  @Nullable Integer inBrackets(String content) {
    if (content.length() < 4) {
      return null;
    }
    Integer year = of(content.substring(0, 4));
    if (year == null || content.length() == 4) {
      return year;
    }
    String more = content.substring(4).trim();
    boolean range = "-–—/".indexOf(more.charAt(0)) >= 0;
    String end = range ? more.substring(1).trim() : more;
    boolean known = range && (end.isEmpty() || of(end) != null);
    return known || content.charAt(4) == ' ' && Vocabulary.isTag(more) ? year : null;
  }
}
