package dev.arrway.domain.parse;

import java.text.Normalizer;

/**
 * Undoes what writers and wrong decoders do to names: HTML entities, UTF-8 read as Latin-1,
 * full-width and superscript letters, emoji, invisible characters, runs of blanks. Tags written in
 * superscript come back in square brackets, so that they are not taken for words of the title.
 */
final class NameCleaner {

  private NameCleaner() {}

  static String clean(String name) {
    String text = name.indexOf('&') >= 0 ? Entities.decode(name) : name;
    if (isPlain(text)) {
      return withoutLostDecoration(text);
    }
    if (!isAscii(text)) {
      text = Mojibake.repair(text);
      text = bracketSuperscripts(text);
      text = Normalizer.normalize(text, Normalizer.Form.NFKC);
    }
    return withoutLostDecoration(collapse(text));
  }

  /** Emoji and superscripts at either end that a wrong encoding turned into question marks. */
  private static String withoutLostDecoration(String text) {
    String left = text.startsWith("? ") ? text.substring(2) : text;
    int end = left.length();
    while (end > 0 && " ?\uFFFD".indexOf(left.charAt(end - 1)) >= 0) {
      end--;
    }
    boolean apart = end > 0 && end < left.length() && left.charAt(end) == ' ';
    boolean words = apart && left.lastIndexOf(' ', end - 1) > 0;
    return words ? left.substring(0, end) : left;
  }

  /** Printable ASCII without needless blanks: nothing to do. */
  private static boolean isPlain(String text) {
    char previous = ' ';
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c > '~' || c == ' ' && previous == ' ') {
        return false;
      }
      previous = c;
    }
    return previous != ' ';
  }

  private static boolean isAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) > 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static String bracketSuperscripts(String text) {
    StringBuilder out = null;
    int at = 0;
    while (at < text.length()) {
      int end = wordEnd(text, at);
      if (end > at && isSuperscript(text, at, end)) {
        out = out == null ? new StringBuilder(text.substring(0, at)) : out;
        out.append('[').append(text, at, end).append(']');
      } else if (out != null) {
        out.append(text, at, end);
      }
      if (end < text.length()) {
        if (out != null) {
          out.append(text.charAt(end));
        }
        end++;
      }
      at = end;
    }
    return out == null ? text : out.toString();
  }

  private static int wordEnd(String text, int from) {
    int i = from;
    while (i < text.length() && " /|\u00a0".indexOf(text.charAt(i)) < 0) {
      i++;
    }
    return i;
  }

  private static boolean isSuperscript(String text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!isSuperscript(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSuperscript(char c) {
    return c >= 0x1D2C && c <= 0x1DBF // modifier letters
        || c >= 0x2070 && c <= 0x209C // superscripts and subscripts
        || c >= 0x2C7C && c <= 0x2C7D
        || c >= 0x02B0 && c <= 0x02B8
        || c == 0x00B2
        || c == 0x00B3
        || c == 0x00B9;
  }

  private static String collapse(String text) {
    StringBuilder out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      if (isBlank(c)) {
        if (!out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
          out.append(' ');
        }
      } else if (!isInvisible(c)) {
        out.appendCodePoint(c);
      }
    }
    return out.toString().trim();
  }

  /** Blanks, and symbols that decorate names. */
  private static boolean isBlank(int c) {
    if (c < 0x80) {
      return c <= ' ' || c == 0x7F;
    }
    int type = Character.getType(c);
    return type == Character.SPACE_SEPARATOR
        || type == Character.CONTROL
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || type == Character.OTHER_SYMBOL && c != 0xFFFD && c != 0xB0
        || type == Character.UNASSIGNED
        || c >= 0x1F000 && c <= 0x1FAFF;
  }

  private static boolean isInvisible(int c) {
    return c >= 0x80
        && (Character.getType(c) == Character.FORMAT || c >= 0xFE00 && c <= 0xFE0F || c == 0x20E3);
  }
}
