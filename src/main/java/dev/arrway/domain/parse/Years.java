package dev.arrway.domain.parse;

import org.jspecify.annotations.Nullable;

/**
 * Which numbers may be years: from the first films to {@code latest}. A later one belongs to a
 * title.
 */
record Years(int latest) {

  private static final int EARLIEST = 1880;
  private static final String RANGE = "-–—";

  /** Returns the year that {@code word} is, or null. */
  @Nullable Integer of(String word) {
    return word.length() == 4 ? at(word, 0) : null;
  }

  /** Returns the year of a word that is a year or a date ({@code 2019-05-14}), or null. */
  @Nullable Integer ofDate(String word) {
    if (word.length() == 4) {
      return at(word, 0);
    }
    if (word.length() < 8 || word.length() > 10 || !isShort(word.substring(word.length() - 1))) {
      return null;
    }
    if (!isShort(word.substring(0, 1))) {
      return null;
    }
    String[] parts = word.split("[-./]");
    if (parts.length != 3 || !isShort(parts[1])) {
      return null;
    }
    boolean yearFirst = parts[0].length() == 4;
    return isShort(yearFirst ? parts[2] : parts[0]) ? of(yearFirst ? parts[0] : parts[2]) : null;
  }

  /**
   * Returns the year in {@code 2019}, {@code 2019-2022}, {@code 2019 - ...}, {@code 2019 4K},
   * {@code USA/2019}, {@code 14.05.2019}, {@code 2019-05}, or null.
   */
  @Nullable Integer inBrackets(String content) {
    if (content.length() < 4 || content.length() > 40 || !hasFourDigits(content)) {
      return null;
    }
    Integer date = ofDate(content);
    if (date != null) {
      return date;
    }
    boolean month = content.length() == 7 && isShort(content.substring(0, 2));
    if (month && "-./".indexOf(content.charAt(2)) >= 0 && of(content.substring(3)) != null) {
      return of(content.substring(3));
    }
    Integer year = at(content, 0);
    boolean dated = year != null && content.length() == 7 && "-./".indexOf(content.charAt(4)) >= 0;
    if (dated && isShort(content.substring(5))) {
      return year;
    }
    if (year != null && isRange(content.substring(4).trim())) {
      return year;
    }
    return amongTags(content);
  }

  private static boolean hasFourDigits(String text) {
    int run = 0;
    for (int i = 0; i < text.length() && run < 4; i++) {
      run = text.charAt(i) >= '0' && text.charAt(i) <= '9' ? run + 1 : 0;
    }
    return run == 4;
  }

  private boolean isRange(String more) {
    if (more.isEmpty() || RANGE.indexOf(more.charAt(0)) < 0) {
      return false;
    }
    String end = more.substring(1).trim();
    for (int i = 0; i < end.length(); i++) {
      if (".…? ".indexOf(end.charAt(i)) < 0) {
        return of(end) != null || Character.isLetter(end.charAt(0)) && !end.contains(" ");
      }
    }
    return true;
  }

  /** Returns the year of text that otherwise holds only tags, countries or other small words. */
  private @Nullable Integer amongTags(String content) {
    Integer found = null;
    StringBuilder rest = new StringBuilder();
    for (String word : content.split("[ /,]")) {
      Integer year = ofDate(word);
      if (year != null && found == null) {
        found = year;
      } else {
        rest.append(word).append(' ');
      }
    }
    if (found == null) {
      return null;
    }
    boolean listed = content.indexOf('/') > 0 || content.indexOf(',') > 0;
    String others = rest.toString().trim();
    boolean type = (Vocabulary.flags(others) & (Vocabulary.FILM | Vocabulary.SERIES)) != 0;
    return listed || type || TagText.flags(others, true) != 0 || isMonth(others) ? found : null;
  }

  /** {@code May}, {@code 12 May}. */
  private static boolean isMonth(String text) {
    int letters = 0;
    for (int i = 0; i < text.length(); i++) {
      letters += Character.isLetter(text.charAt(i)) ? 1 : 0;
    }
    String start = text.replaceAll("^\\d{1,2}\\.? ", "");
    return letters >= 3
        && start.length() >= 3
        && "jan feb mar apr may jun jul aug sep oct nov dec"
            .contains(WordFolding.fold(start.substring(0, 3)));
  }

  private static boolean isShort(String part) {
    return part.length() <= 2
        && !part.isEmpty()
        && Character.isDigit(part.charAt(0))
        && Character.isDigit(part.charAt(part.length() - 1));
  }

  /** Returns the year that begins at {@code from}, or null. */
  @Nullable Integer at(String text, int from) {
    if (text.length() < from + 4) {
      return null;
    }
    for (int i = from; i < from + 4; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return null;
      }
    }
    if (text.length() > from + 4 && Character.isLetterOrDigit(text.charAt(from + 4))) {
      return null;
    }
    int year = Integer.parseInt(text, from, from + 4, 10);
    return year >= EARLIEST && year <= latest ? year : null;
  }
}
