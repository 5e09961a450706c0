package dev.arrway.domain.parse;

import java.util.List;
import java.util.Locale;

/** Tells stretches of text that describe a file from those that are part of a title. */
final class TagText {

  /** Says nothing alone: a number, a blank separator, the word "film". */
  private static final int NEUTRAL = 1 << 20;

  private static final String[] DOMAINS = {
    ".com", ".net", ".org", ".tv", ".me", ".co", ".info", ".xyz", ".to", ".io", ".ru", ".cc", ".club",
    ".site", ".online", ".biz", ".in", ".pw", ".ws"
  };
  private static final String[] UNITS = {
    "min", "mins", "mn", "dk", "h", "m", "s", "sa", "hr", "hrs", "std", "st", "'", "fps", "мин", "ч", "分"
  };
  private static final String BREAKS = " |•,;/\uE000()[]{}，、";

  private TagText() {}

  /**
   * Returns the flags of a text that is made of tags only, 0 when any part of it may be a title's.
   *
   * @param bracketed whether it stands where only tags do, so that the case of codes does not matter
   */
  static int flags(String text, boolean bracketed) {
    int found = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && BREAKS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      if (i > start) {
        int flags = chunk(text.substring(start, i), bracketed);
        if (flags == 0) {
          return 0;
        }
        found |= flags;
      }
      start = i + 1;
    }
    return found & ~NEUTRAL;
  }

  /** Returns whether any word of a text may be a title: it is no tag, or it is a number. */
  static boolean hasTitle(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && BREAKS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      String word = i > start ? withoutEdges(text.substring(start, i)) : "";
      boolean number = !word.isEmpty() && Character.isDigit(word.charAt(0));
      int flags = word.isEmpty() ? NEUTRAL : chunk(text.substring(start, i), false);
      if (flags == 0 || number && flags == NEUTRAL) {
        return true;
      }
      start = i + 1;
    }
    return false;
  }

  /** Returns whether a text is made of tags, or begins with tags of which one is no title's word. */
  static boolean startsWithTags(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && BREAKS.indexOf(text.charAt(i)) < 0) {
        continue;
      }
      int flags = i > start ? chunk(text.substring(start, i), true) : NEUTRAL;
      if (flags == 0) {
        return false;
      }
      if ((flags & Vocabulary.STRONG) != 0) {
        return true;
      }
      start = i + 1;
    }
    return flags(text, true) != 0;
  }

  /** Adds the tags of a text to {@code tags}, upper-case, and returns the rest. */
  static String withoutTags(String text, List<String> tags) {
    StringBuilder out = new StringBuilder();
    for (String word : text.split("[ |•,;\uE000]")) {
      int flags = word.isEmpty() ? NEUTRAL : chunk(word, true);
      if (flags == 0) {
        out.append(out.isEmpty() ? "" : " ").append(word);
      } else if (Vocabulary.isTag(word)) {
        tags.add(word.toUpperCase(Locale.ROOT));
      }
    }
    return out.toString();
  }

  private static int chunk(String raw, boolean bracketed) {
    String word = withoutEdges(raw);
    if (word.isEmpty()) {
      return raw.startsWith("@") ? Vocabulary.STRONG : NEUTRAL;
    }
    int flags = Vocabulary.tagFlags(word);
    if (flags == 0) {
      return (Vocabulary.flags(word) & Vocabulary.FILM) != 0 ? NEUTRAL : shaped(raw, word);
    }
    boolean codeOnly = (flags & Vocabulary.TAG) == Vocabulary.CODE;
    return codeOnly && !bracketed && !isUpper(word) ? 0 : flags;
  }

  /** Ratings, running times, ages, host names, numbers. */
  private static int shaped(String raw, String word) {
    char first = word.charAt(0);
    if (first < 0x80 && Character.isDigit(first)) {
      return numeric(raw, word);
    }
    boolean host = raw.startsWith("@") || isHost(word);
    boolean chinese = word.endsWith("国语") || word.endsWith("中字") || word.endsWith("字幕");
    return host || chinese ? Vocabulary.STRONG : 0;
  }

  private static int numeric(String raw, String word) {
    int digits = 0;
    boolean joined = false;
    int i = 0;
    while (i < word.length() && (Character.isDigit(word.charAt(i)) || isJoint(word, i))) {
      joined |= isJoint(word, i);
      digits++;
      i++;
    }
    if (i == word.length()) {
      boolean age = raw.startsWith("+") || raw.endsWith("+");
      boolean rating = joined && digits <= 8;
      return age || rating ? Vocabulary.LOOSE : NEUTRAL;
    }
    String unit = word.substring(i).toLowerCase(Locale.ROOT);
    for (String known : UNITS) {
      if (unit.equals(known)) {
        return Vocabulary.LOOSE;
      }
    }
    return isHost(word) ? Vocabulary.STRONG : 0;
  }

  private static boolean isJoint(String word, int i) {
    return ".,:'".indexOf(word.charAt(i)) >= 0
        && i + 1 < word.length()
        && Character.isDigit(word.charAt(i + 1));
  }

  /** Whether a word is a name of the web. */
  static boolean isHost(String word) {
    int dot = word.lastIndexOf('.');
    if (dot <= 0 || dot == word.length() - 1) {
      return false;
    }
    String lower = word.toLowerCase(Locale.ROOT);
    if (lower.startsWith("www.") || lower.startsWith("t.me")) {
      return true;
    }
    for (String domain : DOMAINS) {
      if (lower.endsWith(domain)) {
        return dot > 2;
      }
    }
    return false;
  }

  static boolean isUpper(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean unit = i > 0 && Character.isDigit(text.charAt(i - 1)); // as in 1080p
      if (Character.isLetter(c) && !Character.isUpperCase(c) && !unit) {
        return false;
      }
      letter = true;
    }
    return letter;
  }

  private static String withoutEdges(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && ".:-–—_!*\"…+#@⭐".indexOf(word.charAt(from)) >= 0) {
      from++;
    }
    while (to > from && ".:-–—_!*\"…".indexOf(word.charAt(to - 1)) >= 0) {
      to--;
    }
    if (to > from + 1 && word.charAt(to - 1) == '+' && Character.isDigit(word.charAt(to - 2))) {
      to--;
    }
    return word.substring(from, to);
  }
}
