package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * The further titles that a title may hold: translations, and the form with the article in front.
 */
final class OtherTitles {

  /** With a blank and brackets. */
  private static final int LONGEST_ARTICLE = 6;

  private OtherTitles() {}

  /**
   * Returns what else the title may be: the titles in {@code A / B}, {@code A (B)} and {@code A ب},
   * and {@code The A} of {@code A The}; empty when there is one only.
   */
  static List<String> of(String title) {
    List<String> parts = new ArrayList<>(2);
    if (title.contains(" / ") || title.contains(" | ")) {
      for (String half : title.split(" [/|] ")) {
        parts.add(half.trim());
      }
    }
    int open = title.indexOf('(');
    int close = open < 0 ? -1 : title.indexOf(')', open + 1);
    if (open > 0 && close > open + 1) {
      parts.add(Titles.trim(title.substring(0, open) + title.substring(close + 1)));
      parts.add(title.substring(open + 1, close).trim());
    }
    scripts(title, parts);
    movedArticle(title, parts);
    parts.removeIf(part -> part.isEmpty() || part.equals(title));
    return parts;
  }

  /** A title in Latin letters beside one in another script. */
  private static void scripts(String title, List<String> parts) {
    int latin = -1;
    int other = -1;
    int change = -1;
    for (int i = 0; i < title.length(); i++) {
      char c = title.charAt(i);
      if (c < 0x41 || !Character.isLetter(c)) {
        continue;
      }
      boolean isLatin = c < 0x250 || c >= 0x1E00 && c < 0x1F00;
      if (isLatin ? latin < 0 && other >= 0 : other < 0 && latin >= 0) {
        change = i;
      }
      latin = isLatin ? i : latin;
      other = isLatin ? other : i;
    }
    boolean once = change > 0 && (latin < change || other < change);
    int blank = once ? title.lastIndexOf(' ', change) : -1;
    if (blank > 0) {
      parts.add(Titles.trim(title.substring(0, blank)));
      parts.add(Titles.trim(title.substring(blank)));
    }
  }

  private static void movedArticle(String title, List<String> parts) {
    int space = title.lastIndexOf(' ');
    if (space > 0 && title.length() - space <= LONGEST_ARTICLE) {
      String last = title.substring(space + 1);
      boolean bracketed = last.startsWith("(") && last.endsWith(")");
      String word = bracketed ? last.substring(1, last.length() - 1) : last;
      if (Vocabulary.isArticle(word)) {
        parts.add(word + " " + Titles.trim(title.substring(0, space)));
      }
    }
  }
}
