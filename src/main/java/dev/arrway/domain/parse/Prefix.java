package dev.arrway.domain.parse;

import java.util.ArrayList;
import java.util.List;

/**
 * What stands before a title: {@code EN - }, {@code |FR| }, {@code [VOSTFR] }, {@code 4K: }, {@code
 * FR 4K }, {@code +12 }, {@code Film: }.
 *
 * @param rest what follows
 * @param certain whether every stripped word is known or stands between bars; when not, the words
 *     may belong to the title
 * @param words what was stripped
 */
record Prefix(String rest, boolean certain, List<String> words) {

  private static final int MOST = 4;
  private static final int LONGEST_CODE = 12;
  private static final int LONGEST_UNKNOWN = 5;
  private static final int LONGEST_CODE_WORD = 4;

  /** Returns the name as it is, then with one more prefix stripped each. */
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
      case '*', '#' -> bracketed(first);
      default -> separated();
    };
  }

  private Prefix barred() {
    int start = 0;
    while (start < rest.length() && rest.charAt(start) == '|') {
      start++;
    }
    int end = rest.indexOf('|', start);
    String code = end < 0 ? "" : rest.substring(start, end).trim();
    if (!isCode(code) && !Vocabulary.isTag(code)) {
      return this;
    }
    int after = end;
    while (after < rest.length() && rest.charAt(after) == '|') {
      after++;
    }
    return without(code, after, true);
  }

  private Prefix bracketed(char close) {
    int end = rest.indexOf(close, 1);
    if (end < 0) {
      return this;
    }
    String code = rest.substring(1, end).trim();
    boolean known = TagText.flags(code, true) != 0;
    return known || close == ']' && isCode(code) ? without(code, end + 1, known) : this;
  }

  private Prefix separated() {
    int space = rest.indexOf(' ');
    if (space > 0 && TagText.isHost(rest.substring(0, space)) && isHostApart(space)) {
      return without(rest.substring(0, space), space, true);
    }
    int limit = Math.min(rest.length(), LONGEST_CODE + 2);
    for (int i = 1; i < limit; i++) {
      char c = rest.charAt(i);
      boolean bar = isBar(c);
      if (c == '-' && rest.charAt(i + 1) == '>') {
        continue; // an arrow, as in "EN -> "
      }
      if (bar
          || c == ':'
          || isSign(i)
          || (c == '-' || c == '–') && isBlank(i - 1) && isBlank(i + 1)) {
        return before(rest.substring(0, i).trim(), bar, c == '|', i + 1);
      }
      if (c == '-' && isJoined(i)) {
        return without(rest.substring(0, i), i + 1, true);
      }
    }
    return bare();
  }

  /** {@code EN ~ Title}, {@code EN=Title}; not {@code NO=NO}. */
  private boolean isSign(int i) {
    return "=~>·\\".indexOf(rest.charAt(i)) >= 0
        && (isBlank(i - 1)
            || isBlank(i + 1)
            || (Vocabulary.flags(rest.substring(0, i)) & Vocabulary.UNMISTAKABLE) != 0);
  }

  /** {@code host.com - Title}, {@code www.host.com Title}; not {@code Startup.com (2001)}. */
  private boolean isHostApart(int space) {
    char next = rest.charAt(space + 1);
    return rest.startsWith("www.") || isBar(next) || "-–:".indexOf(next) >= 0;
  }

  /** {@code FR-Titre}: a code, a hyphen and a capital. */
  private boolean isJoined(int hyphen) {
    boolean title =
        hyphen >= 2
            && hyphen <= 5
            && hyphen + 2 < rest.length()
            && Character.isUpperCase(rest.charAt(hyphen + 1))
            && Character.isLowerCase(rest.charAt(hyphen + 2));
    String code = title ? rest.substring(0, hyphen) : "";
    return title && TagText.isUpper(code) && (Vocabulary.flags(code) & Vocabulary.CODE) != 0;
  }

  private Prefix before(String code, boolean bar, boolean vertical, int after) {
    boolean type = (Vocabulary.flags(code) & Vocabulary.TYPE) != 0;
    boolean language =
        code.length() > LONGEST_CODE_WORD
            && rest.charAt(after - 1) != ':'
            && (Vocabulary.flags(code) & Vocabulary.LANGUAGE) != 0;
    if (type || language || isAge(code) || Vocabulary.isClearQuality(code)) {
      return without(code, after, true);
    }
    if (TagText.flags(code, false) != 0 && TagText.isUpper(code)) {
      return without(code, after, !isSecondPlace(code));
    }
    if (!TagText.isUpper(code) || !isCode(code)) {
      return this;
    }
    if (vertical) {
      return without(code, after, true);
    }
    return bar || code.length() <= LONGEST_UNKNOWN ? without(code, after, false) : this;
  }

  /** In {@code EN - IT: Chapter Two} the second code is the title. */
  private boolean isSecondPlace(String code) {
    int flags = Vocabulary.flags(code);
    boolean place = (flags & Vocabulary.PLACE) != 0 && (flags & Vocabulary.UNMISTAKABLE) == 0;
    return place
        && !words.isEmpty()
        && (Vocabulary.flags(words.get(words.size() - 1)) & Vocabulary.PLACE) != 0;
  }

  /** Tags with nothing but a blank behind them. */
  private Prefix bare() {
    int space = rest.indexOf(' ');
    if (space <= 0 || space > LONGEST_CODE || space + 1 >= rest.length()) {
      return this;
    }
    String word = rest.substring(0, space);
    String following = rest.substring(space + 1);
    if (isAge(word)) {
      return without(word, space, true);
    }
    int flags = Vocabulary.meaning(word);
    if ((flags & Vocabulary.TYPE) != 0) {
      boolean apart =
          word.charAt(0) > 0x24F || TagText.isUpper(word) && !TagText.isUpper(following);
      return without(word, space, apart);
    }
    boolean upper = (flags & Vocabulary.TAG) != 0 && TagText.isUpper(word);
    if (upper && isFollowedByQuality(following)) {
      return without(word, space, true);
    }
    boolean clear = (flags & (Vocabulary.UNMISTAKABLE | Vocabulary.QUALITY)) != 0;
    boolean believed = (flags & (Vocabulary.STRONG | Vocabulary.CODE)) != 0 && clear;
    return upper
            && believed
            && !TagText.isUpper(following)
            && !Character.isLowerCase(following.charAt(0))
        ? without(word, space, true)
        : this;
  }

  private static boolean isFollowedByQuality(String following) {
    int space = following.indexOf(' ');
    return space > 0 && Vocabulary.isClearQuality(following.substring(0, space));
  }

  /** {@code +12}, {@code 18+}. */
  private static boolean isAge(String code) {
    boolean plus = code.startsWith("+") != code.endsWith("+");
    boolean digits = plus && code.length() >= 2 && code.length() <= 3;
    for (int i = 0; i < code.length() && digits; i++) {
      digits = code.charAt(i) == '+' || Character.isDigit(code.charAt(i));
    }
    return digits;
  }

  private static boolean isBar(char c) {
    return c == '|' || c == '•' || c == NameCleaner.ORNAMENT;
  }

  private boolean isBlank(int index) {
    return index < rest.length() && rest.charAt(index) == ' ';
  }

  private Prefix without(String code, int from, boolean sure) {
    int start = from;
    while (start < rest.length()
        && (isBar(rest.charAt(start)) || " -:=~>·\\".indexOf(rest.charAt(start)) >= 0)) {
      start++;
    }
    if (start == rest.length()) {
      return this;
    }
    List<String> more = new ArrayList<>(words);
    more.add(code);
    return new Prefix(rest.substring(start), certain && sure, more);
  }

  /** Short, upper-case, with a letter in it. */
  private static boolean isCode(String text) {
    boolean letter = false;
    for (int i = 0; i < text.length(); i++) {
      letter |= Character.isLetter(text.charAt(i));
    }
    return letter && text.length() <= LONGEST_CODE && TagText.isUpper(text);
  }
}
