package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cutting titles out of text without brackets: trailing tags, bare years, dots for blanks, double
 * titles.
 */
final class Titles {

  private static final String EDGES = " -–—|:.,_/";

  private Titles() {}

  /** A title and the bare year that followed it. */
  record Dated(String title, int year) {}

  /** Removes separators at both ends; a title made of nothing else stays as it is. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && " -–—|:,_/".indexOf(text.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && EDGES.indexOf(text.charAt(to - 1)) >= 0 && !endsAcronym(text, to)) {
      to--;
    }
    return from == to ? "" : text.substring(from, to);
  }

  /** The last dot of {@code S.W.A.T.} is part of it. */
  private static boolean endsAcronym(String text, int to) {
    return to > 3
        && text.charAt(to - 1) == '.'
        && Character.isLetter(text.charAt(to - 2))
        && text.charAt(to - 3) == '.'
        && Character.isLetter(text.charAt(to - 4));
  }

  /** Writes blanks for dots and underscores where those stand for blanks. */
  static String undotted(String text) {
    if (text.indexOf(' ') >= 0) {
      return text;
    }
    if (text.indexOf('_') > 0 && text.indexOf('.') < 0) {
      return text.replace('_', ' ');
    }
    int dots = 0;
    int longest = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i == text.length() || text.charAt(i) == '.') {
        longest = Math.max(longest, i - start);
        dots += i < text.length() ? 1 : 0;
        start = i + 1;
      }
    }
    return dots > 0 && longest > 2 ? trim(text.replace('.', ' ')) : text;
  }

  /** {@code text} without clear quality words at its end, which join {@code tags}. */
  static String withoutTrailingTags(String text, List<String> tags) {
    String left = text;
    while (true) {
      int space = left.lastIndexOf(' ');
      String last = left.substring(space + 1);
      if (space <= 0 || !Vocabulary.isClearQuality(last)) {
        return left;
      }
      tags.add(last.toUpperCase(Locale.ROOT));
      left = trim(left.substring(0, space));
    }
  }

  /** {@code text} without any word that may be a tag: for what follows a year. */
  static String withoutTags(String text, List<String> tags) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split(" ")) {
      if (word.isEmpty()) {
        continue;
      }
      if (Vocabulary.isTag(word)) {
        tags.add(word.toUpperCase(Locale.ROOT));
      } else {
        out.append(out.isEmpty() ? "" : " ").append(word);
      }
    }
    return out.toString();
  }

  /**
   * The title before a year that ends the text, or that quality words follow ({@code Heat 1995
   * 1080p}); or null.
   */
  static @Nullable Dated dated(String text, Years years, List<String> tags) {
    int end = text.length();
    List<String> seen = new ArrayList<>();
    while (end > 0) {
      int space = text.lastIndexOf(' ', end - 1);
      String word = text.substring(space + 1, end);
      Integer year = years.of(word);
      boolean qualityFollows =
          seen.isEmpty() || Vocabulary.isClearQuality(seen.get(seen.size() - 1));
      if (year != null && qualityFollows) {
        String title = space < 0 ? "" : trim(text.substring(0, space));
        tags.addAll(seen.stream().filter(Vocabulary::isTag).map(Titles::upper).toList());
        return title.isEmpty() ? null : new Dated(title, year);
      }
      if (!word.isEmpty()) {
        seen.add(word);
      }
      end = space;
    }
    return null;
  }

  /** {@code Title S01 Title} is one title. */
  static String withoutRepeat(String text) {
    for (int i = text.indexOf(" S"); i > 0; i = text.indexOf(" S", i + 1)) {
      int end = i + 2;
      while (end < text.length() && Character.isDigit(text.charAt(end))) {
        end++;
      }
      String before = trim(text.substring(0, i));
      if (end > i + 2 && before.equalsIgnoreCase(trim(text.substring(end)))) {
        return before;
      }
    }
    return text;
  }

  /** The titles in {@code A / B} and {@code A (B)}; empty when there is one title only. */
  static List<String> parts(String title) {
    List<String> parts = new ArrayList<>();
    for (String half : title.split(" / ")) {
      parts.add(half.trim());
    }
    int open = title.indexOf('(');
    int close = title.indexOf(')', open + 1);
    if (open > 0 && close > open + 1) {
      parts.add(trim(title.substring(0, open) + title.substring(close + 1)));
      parts.add(title.substring(open + 1, close).trim());
    }
    parts.removeIf(part -> part.isEmpty() || part.equals(title));
    return parts;
  }

  private static String upper(String word) {
    return word.toUpperCase(Locale.ROOT);
  }
}
