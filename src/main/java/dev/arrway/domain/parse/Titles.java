package dev.arrway.domain.parse;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cutting titles out of text without brackets: tags around them, bare years, dots for blanks. */
final class Titles {

  private static final int MOST_YEARS = 4;

  private Titles() {}

  /** A title and the bare year that followed it. */
  record Dated(String title, int year) {}

  /** Removes separators at both ends; a title made of nothing else stays as it is. */
  static String trim(String text) {
    int from = 0;
    int to = text.length();
    while (from < to && isLeadingEdge(text.charAt(from))) {
      from++;
    }
    while (to > from && isTrailingEdge(text, to) && !endsAcronym(text, to)) {
      to--;
    }
    return from == to ? "" : text.substring(from, to);
  }

  private static boolean isTrailingEdge(String text, int to) {
    char c = text.charAt(to - 1);
    boolean sign = c == '#' && to > 1 && text.charAt(to - 2) == ' ';
    return sign || c == '.' || c == '(' || c == '[' || isSeparator(c);
  }

  private static boolean isLeadingEdge(char c) {
    return c == ')' || c == ']' || isSeparator(c);
  }

  private static boolean isSeparator(char c) {
    return switch (c) {
      case ' ', '-', '–', '—', ':', ',', '_', '/' -> true;
      default -> isHard(c);
    };
  }

  /** Whether a character separates whatever stands around it. */
  private static boolean isHard(char c) {
    return c == '|' || c == '•' || c == NameCleaner.ORNAMENT;
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
    String plain = text.indexOf('_') < 0 ? text : trim(text.replace('_', ' '));
    if (plain.indexOf(' ') >= 0) {
      return plain;
    }
    if (isSlug(plain)) {
      return plain.replace('-', ' ');
    }
    int dots = 0;
    int longest = 0;
    int start = 0;
    for (int i = 0; i <= plain.length(); i++) {
      if (i == plain.length() || plain.charAt(i) == '.') {
        longest = Math.max(longest, i - start);
        dots += i < plain.length() ? 1 : 0;
        start = i + 1;
      }
    }
    return dots > 0 && longest > 2 ? trim(plain.replace('.', ' ')) : plain;
  }

  /** Whether a text is like {@code some-title-2018}. */
  private static boolean isSlug(String text) {
    int hyphen = text.lastIndexOf('-');
    boolean digits = hyphen > 0 && text.indexOf('-') < hyphen && text.length() == hyphen + 5;
    for (int i = hyphen + 1; i < text.length() && digits; i++) {
      digits = Character.isDigit(text.charAt(i));
    }
    return digits;
  }

  /**
   * Returns {@code text} without the segments that only describe the file ({@code … | Dublado},
   * {@code … - NF - …}) or repeat the title, and without tags at its end. Tags join {@code tags}.
   */
  static String withoutTags(String text, List<String> tags) {
    return withoutTrailingTags(withoutTagSegments(text, tags), tags);
  }

  private static String withoutTagSegments(String text, List<String> tags) {
    if (!hasSeparator(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    String first = "";
    int start = 0;
    boolean hard = false;
    int separator = 0;
    for (int i = 0; i <= text.length(); i++) {
      int width = i == text.length() ? 1 : separatorWidth(text, i);
      if (width == 0) {
        continue;
      }
      String segment = text.substring(start, i).trim();
      if (kept.isEmpty()) {
        kept.append(text, start, i);
        first = segment;
      } else if (!isTagSegment(segment, hard, tags) && !segment.equalsIgnoreCase(first)) {
        kept.append(text, separator, i);
      }
      hard = i < text.length() && isHard(text.charAt(i));
      separator = i;
      start = i + width;
      i = start - 1;
    }
    return trim(kept.toString());
  }

  private static boolean hasSeparator(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (separatorWidth(text, i) > 0) {
        return true;
      }
    }
    return false;
  }

  /** Returns the length of the separator at {@code i}, 0 when there is none. */
  private static int separatorWidth(String text, int i) {
    char c = text.charAt(i);
    if (isHard(c)) {
      return 1;
    }
    boolean dash = c == ' ' && i + 2 < text.length() && "-–—".indexOf(text.charAt(i + 1)) >= 0;
    return dash && text.charAt(i + 2) == ' ' ? 3 : 0;
  }

  private static boolean isTagSegment(String segment, boolean hard, List<String> tags) {
    if (segment.isEmpty() || segment.charAt(0) == '#') {
      return true;
    }
    int flags = TagText.flags(segment, false);
    boolean loose = (flags & (Vocabulary.STRONG | Vocabulary.CODE | Vocabulary.LOOSE)) == 0;
    if (flags == 0 || loose && !hard) {
      return false;
    }
    TagText.withoutTags(segment, tags);
    return true;
  }

  /**
   * Returns {@code text} without the words at its end from the first that no title ends with, and
   * the languages before it. Compounds of codes ({@code EN-FR-PT}) and codes that are no words
   * count as well.
   */
  private static String withoutTrailingTags(String text, List<String> tags) {
    int end = text.length();
    int cut = end;
    int following = 0;
    while (end > 0) {
      int space = text.lastIndexOf(' ', end - 1);
      if (space <= 0) {
        break;
      }
      int flags = TagText.flags(text.substring(space + 1, end), false);
      boolean strong = (flags & Vocabulary.STRONG) != 0 || isTrailingCode(text, space, end, flags);
      if (strong || cut == end && belongsTo(following, flags)) {
        cut = space;
      } else if (flags == 0) {
        break;
      }
      following = flags;
      end = space;
    }
    if (cut == text.length()) {
      return text;
    }
    TagText.withoutTags(text.substring(cut), tags);
    return trim(text.substring(0, cut));
  }

  /** {@code Türkçe} belongs to {@code Dublaj}, {@code Full} to {@code HD}. */
  private static boolean belongsTo(int following, int flags) {
    boolean quality = (following & Vocabulary.QUALITY) != 0;
    int wanted = quality ? Vocabulary.QUALITY : Vocabulary.LANGUAGE | Vocabulary.PLACE;
    return (following & Vocabulary.STRONG) != 0 && (flags & wanted) != 0;
  }

  private static boolean isTrailingCode(String text, int space, int end, int flags) {
    String word = text.substring(space + 1, end);
    boolean language = (flags & Vocabulary.LANGUAGE) != 0 && TagText.isUpper(word);
    if ((flags & Vocabulary.UNMISTAKABLE) == 0 && !language) {
      return false;
    }
    boolean compound = false;
    for (int i = 0; i < word.length(); i++) {
      compound |= "-/+".indexOf(word.charAt(i)) >= 0;
    }
    // "The Voice UK" and its like are titles.
    return compound || !Vocabulary.isCountry(word) && !TagText.isUpper(text.substring(0, space));
  }

  /**
   * Returns the title before a year that ends the text, or that only tags or a separator follow
   * ({@code Heat 1995 1080p}, {@code Heat 1995 • 2h 50m}); or null.
   */
  static @Nullable Dated dated(String text, Years years, List<String> tags) {
    int end = text.length();
    for (int seen = 0; end > 0 && seen < MOST_YEARS; ) {
      int start = wordStart(text, end);
      boolean closed = text.charAt(end - 1) == ')' && text.indexOf('(') < 0; // "Title 2019)"
      int to = closed ? end - 1 : end;
      Integer year =
          to - start < 4 || to - start > 10 ? null : years.ofDate(text.substring(start, to));
      if (year != null) {
        String rest = text.substring(end).trim();
        boolean apart = rest.isEmpty() || isHard(rest.charAt(0));
        if (apart
            || TagText.startsWithTags(rest)
            || isDashed(text, start, rest)
            || isLatin(rest) != isLatin(text.substring(0, start))) {
          TagText.withoutTags(rest, tags);
          String title = trim(text.substring(0, start));
          return title.isEmpty() ? leadingYear(text, years) : new Dated(title, year);
        }
        seen++;
      }
      end = start;
      while (end > 0 && isWordBreak(text.charAt(end - 1))) {
        end--;
      }
    }
    return leadingYear(text, years);
  }

  /** {@code 2019 | Title}. */
  private static @Nullable Dated leadingYear(String text, Years years) {
    int next = text.length() > 6 && text.charAt(4) == ' ' ? 5 : 4;
    Integer year = text.length() > 6 && isHard(text.charAt(next)) ? years.at(text, 0) : null;
    String title = year == null ? "" : trim(text.substring(next));
    return year == null || title.isEmpty() ? null : new Dated(title, year);
  }

  /** Whether the first letter of a text is Latin, or it has none. */
  private static boolean isLatin(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isLetter(c)) {
        return c < 0x250 || c >= 0x1E00 && c < 0x1F00;
      }
    }
    return true;
  }

  private static boolean isDashed(String text, int start, String rest) {
    return "-–—".indexOf(rest.charAt(0)) >= 0 && start > 3 && text.startsWith(" - ", start - 3);
  }

  private static int wordStart(String text, int end) {
    int start = end;
    while (start > 0 && !isWordBreak(text.charAt(start - 1))) {
      start--;
    }
    return start;
  }

  private static boolean isWordBreak(char c) {
    return c == ' ' || isHard(c);
  }

  /** {@code 2019 Title (2019)}, {@code 2019. Title 2019}, {@code Title 2019 (2019)}. */
  static String withoutRepeatedYear(String text, int year) {
    String digits = Integer.toString(year);
    int last = text.length() - digits.length();
    boolean ends = last > 1 && text.endsWith(digits) && isSeparator(text.charAt(last - 1));
    String rest = ends ? trim(text.substring(0, last)) : text;
    if (rest.startsWith(digits) && rest.length() > 5 && isAfterYear(rest.charAt(4))) {
      rest = trim(rest.substring(5));
    }
    return rest.isEmpty() ? text : rest;
  }

  private static boolean isAfterYear(char c) {
    return c == '.' || c != ':' && isSeparator(c);
  }
}
