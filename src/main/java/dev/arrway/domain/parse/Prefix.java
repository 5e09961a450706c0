package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before a title: {@code EN - }, {@code |FR| }, {@code [VOSTFR] }, {@code 4K: }.
 *
 * @param rest what follows
 * @param certain whether every stripped word is known or stands between bars; when not, the words
 *     may belong to the title
 * @param words what was stripped
 */
record Prefix(String rest, boolean certain, List<String> words) {

  private static final int MOST = 3;
  private static final int LONGEST_CODE = 12;
  private static final int LONGEST_UNKNOWN = 5;

  /** The name as it is, then with one more prefix stripped each. */
  static List<Prefix> stages(String name) {
    List<Prefix> stages = new ArrayList<>(2);
    Prefix prefix = new Prefix(name, true, List.of());
    for (int i = 0; i <= MOST; i++) {
      stages.add(prefix);
      Prefix next = prefix.once();
      if (next == prefix) {
        break;
      }
      prefix = next;
    }
    return stages;
  }

  private Prefix once() {
    char first = rest.isEmpty() ? ' ' : rest.charAt(0);
    return switch (first) {
      case '|' -> barred();
      case '[' -> bracketed(']');
      case '(' -> bracketed(')');
      default -> separated();
    };
  }

  private Prefix barred() {
    int start = 0;
    while (start < rest.length() && rest.charAt(start) == '|') {
      start++;
    }
    int end = rest.indexOf('|', start);
    if (end < 0 || !isCode(rest.substring(start, end).trim())) {
      return this;
    }
    int after = end;
    while (after < rest.length() && rest.charAt(after) == '|') {
      after++;
    }
    return without(rest.substring(start, end).trim(), after, true);
  }

  private Prefix bracketed(char close) {
    int end = rest.indexOf(close);
    if (end < 0) {
      return this;
    }
    String code = rest.substring(1, end).trim();
    boolean known = Vocabulary.isTag(code);
    return known || close == ']' && isCode(code) ? without(code, end + 1, known) : this;
  }

  private Prefix separated() {
    int limit = Math.min(rest.length(), LONGEST_CODE + 2);
    for (int i = 1; i < limit; i++) {
      char c = rest.charAt(i);
      if (c == '|' || c == ':' || c == '-' && isBlank(i - 1) && isBlank(i + 1)) {
        return before(rest.substring(0, i).trim(), c, i + 1);
      }
    }
    return this;
  }

  private Prefix before(String code, char separator, int after) {
    if (Vocabulary.isClearQuality(code)) {
      return without(code, after, true);
    }
    if (!isUpper(code)) {
      return this;
    }
    boolean known = Vocabulary.isTag(code);
    if (known || separator == '|') {
      return without(code, after, true);
    }
    return code.length() <= LONGEST_UNKNOWN && isCode(code) ? without(code, after, false) : this;
  }

  private boolean isBlank(int index) {
    return index < rest.length() && rest.charAt(index) == ' ';
  }

  private Prefix without(String code, int from, boolean sure) {
    String left = rest.substring(from);
    int start = 0;
    while (start < left.length() && " -|:".indexOf(left.charAt(start)) >= 0) {
      start++;
    }
    left = left.substring(start);
    if (left.isEmpty()) {
      return this;
    }
    List<String> more = new ArrayList<>(words);
    more.add(code);
    return new Prefix(left, certain && sure, more);
  }

  /** Short, upper-case, with a letter in it. */
  private static boolean isCode(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      letter |= Character.isLetter(text.charAt(i));
    }
    return letter && text.length() <= LONGEST_CODE && isUpper(text);
  }

  private static boolean isUpper(String text) {
    for (int i = 0; i < text.length(); i++) {
      boolean unit = i > 0 && Character.isDigit(text.charAt(i - 1)); // as in 1080p
      boolean upper = !Character.isLetter(text.charAt(i)) || Character.isUpperCase(text.charAt(i));
      if (!upper && !unit) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
