package dev.arrway.domain.parse;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.util.List;
import java.util.Locale;

/** Tells stretches of text that describe a file from those that are part of a title. */
final class TagText {

  /** Says nothing alone: a number, a blank separator, the word "film". */
  static final int NEUTRAL = 1 << 20;

  private static final String[] DOMAINS = {
    ".com", ".net", ".org", ".tv", ".me", ".co", ".info", ".xyz", ".to", ".io", ".ru", ".cc",
    ".club", ".site", ".online", ".biz", ".in", ".pw", ".ws"
  };

  private TagText() {}

  /**
   * Returns the flags of a text that is made of tags only, 0 when any part of it may be a title's.
   *
   * @param bracketed whether it stands where only tags do, so that the case of codes does not
   *     matter
   */
  static int flags(String text, boolean bracketed) {
    int found = 0;
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && !isBreak(text.charAt(i))) {
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
      if (i < text.length() && !isBreak(text.charAt(i))) {
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

  /**
   * Returns whether a text is made of tags, or begins with tags of which one is no title's word.
   */
  static boolean startsWithTags(String text) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && !isBreak(text.charAt(i))) {
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
  @CanIgnoreReturnValue
  static String withoutTags(String text, List<String> tags) {
    if (text.isEmpty()) {
      return "";
    }
    StringBuilder out = new StringBuilder();
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      if (i < text.length() && !isWordBreak(text.charAt(i))) {
        continue;
      }
      if (i > start) {
        String word = text.substring(start, i);
        if (chunk(word, true) == 0) {
          out.append(out.isEmpty() ? "" : " ").append(word);
        } else if (Vocabulary.isTag(word)) {
          tags.add(word.toUpperCase(Locale.ROOT));
        }
      }
      start = i + 1;
    }
    return out.toString();
  }

  private static boolean isBreak(char c) {
    return switch (c) {
      case '/', '(', ')', '[', ']', '{', '}', '，', '、' -> true;
      default -> isWordBreak(c);
    };
  }

  static boolean isWordBreak(char c) {
    return switch (c) {
      case ' ', '|', '•', ',', ';', NameCleaner.ORNAMENT -> true;
      default -> false;
    };
  }

  private static int chunk(String raw, boolean bracketed) {
    String word = withoutEdges(raw);
    if (word.isEmpty()) {
      return raw.startsWith("@") ? Vocabulary.STRONG : NEUTRAL;
    }
    int flags = Vocabulary.meaning(word);
    if ((flags & Vocabulary.TAG) == 0) {
      return (flags & Vocabulary.FILM) != 0 ? NEUTRAL : shaped(raw, word);
    }
    boolean codeOnly = (flags & Vocabulary.TAG) == Vocabulary.CODE;
    return codeOnly && !bracketed && !isUpper(word) ? 0 : flags;
  }

  /** Ratings, running times, ages, host names, numbers. */
  private static int shaped(String raw, String word) {
    char first = word.charAt(0);
    if (first < 0x80 && Character.isDigit(first)) {
      return NumberText.flags(raw, word);
    }
    boolean host = raw.startsWith("@") || isHost(word);
    return host || isTranslationNote(word) ? Vocabulary.STRONG : 0;
  }

  /** Whether a word ends with the Chinese for a translation, as {@code HD中字} does. */
  static boolean isTranslationNote(String word) {
    return word.endsWith("国语")
        || word.endsWith("中字")
        || word.endsWith("粤语")
        || word.endsWith("字幕")
        || word.endsWith("双语");
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

  private static boolean isEdge(char c) {
    return switch (c) {
      case '.', ':', '-', '–', '—', '_', '!', '*', '"', '…' -> true;
      default -> false;
    };
  }

  static String withoutEdges(String word) {
    int from = 0;
    int to = word.length();
    while (from < to && (isEdge(word.charAt(from)) || "+#@".indexOf(word.charAt(from)) >= 0)) {
      from++;
    }
    while (to > from && isEdge(word.charAt(to - 1))) {
      to--;
    }
    if (to > from + 1 && word.charAt(to - 1) == '+' && Character.isDigit(word.charAt(to - 2))) {
      to--;
    }
    return word.substring(from, to);
  }
}
