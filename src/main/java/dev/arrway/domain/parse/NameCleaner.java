package dev.arrway.domain.parse;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Undoes what writers and wrong decoders do to names: HTML entities, markup, UTF-8 read as Latin-1,
 * full-width and superscript letters, emoji, invisible characters, runs of blanks. Tags written in
 * superscript come back in square brackets, so that they are not taken for words of the title;
 * vertical lines come back as {@code |}, other ornaments as {@link #ORNAMENT}.
 */
final class NameCleaner {

  /** Stands for stars, arrows, pictures and their like, which separate as often as they adorn. */
  static final char ORNAMENT = '\uE000';

  private static final Pattern ORDINAL = Pattern.compile("(?<=\\d)([ºª])(?=\\p{L})");

  private NameCleaner() {}

  static String clean(String name) {
    String text = name.indexOf('&') >= 0 ? Entities.decode(name) : name;
    text = NameMarkup.strip(text);
    if (isPlain(text)) {
      return withoutLostDecoration(text);
    }
    if (!isAscii(text)) {
      text = EncodingRepair.repair(text);
      text = bracketSuperscripts(ordinalsApart(text));
      text = compatible(text);
    }
    return withoutLostDecoration(collapse(text));
  }

  /** Returns a cleaned text as people see it: ornaments are blanks. */
  static String shown(String text) {
    return text.indexOf(ORNAMENT) < 0
        ? text
        : text.replace(ORNAMENT, ' ').replaceAll(" {2,}", " ").trim();
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
      if (c < ' ' || c > '~' || (c == ' ' || c == '_') && (previous == ' ' || previous == '_')) {
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

  /** Returns the compatible form of letters and signs, except of those that it would spoil. */
  private static String compatible(String text) {
    StringBuilder out = null;
    int from = 0;
    for (int i = 0; i < text.length(); i++) {
      if (keepsForm(text.charAt(i))) {
        out = out == null ? new StringBuilder(text.length() + 8) : out;
        out.append(Normalizer.normalize(text.substring(from, i), Normalizer.Form.NFKC));
        out.append(text.charAt(i));
        from = i + 1;
      }
    }
    String rest = Normalizer.normalize(text.substring(from), Normalizer.Form.NFKC);
    return out == null ? rest : out.append(rest).toString();
  }

  /** Fractions, and the Thai and Lao vowel AM, which the compatible form would take apart. */
  private static boolean keepsForm(char c) {
    return c >= '\u00BC' && c <= '\u00BE'
        || c >= '\u2150' && c <= '\u215E'
        || c == '\u2189'
        || c == '\u0E33'
        || c == '\u0EB3';
  }

  /**
   * Adds a space after an ordinal sign, as in {@code 2ºTemporada}; later steps would otherwise read
   * the sign as a letter of the word.
   */
  private static String ordinalsApart(String text) {
    return text.indexOf('º') < 0 && text.indexOf('ª') < 0
        ? text
        : ORDINAL.matcher(text).replaceAll("$1 ");
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
      int written = c == '_' ? underscore(text, i) : written(c);
      boolean blank = written == ' ' || written == ORNAMENT;
      int last = out.length() - 1;
      if (blank && last >= 0 && (out.charAt(last) == ' ' || out.charAt(last) == ORNAMENT)) {
        if (written == ORNAMENT) {
          out.setCharAt(last, ORNAMENT);
        }
      } else if (written > 0 && !(blank && last < 0)) {
        out.appendCodePoint(written);
      }
    }
    int end = out.length();
    while (end > 0 && (out.charAt(end - 1) == ' ' || out.charAt(end - 1) == ORNAMENT)) {
      end--;
    }
    return out.substring(0, end);
  }

  /** {@code EN__Title}, and {@code Title_ Subtitle} of files, whose names hold no colons. */
  private static char underscore(String text, int next) {
    boolean word = next > 1 && Character.isLetterOrDigit(text.charAt(next - 2));
    char after = next < text.length() ? text.charAt(next) : '.';
    return after == '_' ? '|' : word && after == ' ' ? ':' : '_';
  }

  /** Returns what is written for a character: itself, a blank, a separator, or 0 for nothing. */
  private static int written(int c) {
    if (c < 0x80) {
      return c <= ' ' || c == 0x7F ? ' ' : c;
    }
    if (isVerticalLine(c)) {
      return '|';
    }
    if (c == '【' || c == '〔' || c == '〖' || c == '】' || c == '〕' || c == '〗') {
      return c == '【' || c == '〔' || c == '〖' ? '[' : ']';
    }
    if (c >= 0x2010 && c <= 0x2012 || c == 0x2015 || c == 0x2212) {
      return '-';
    }
    if (c == 0xA789 || c == 0x2236) {
      return ':';
    }
    int type = Character.getType(c);
    if (type == Character.FORMAT || c >= 0xFE00 && c <= 0xFE0F || c == 0x20E3) {
      return 0;
    }
    boolean arrow =
        c >= 0x2190 && c <= 0x21FF
            || c == '«'
            || c == '»'
            || c == '‹'
            || c == '›'
            || c == '‣'
            || c == 0x27E9;
    boolean dot = c == 0x2219 || c == 0x22C5;
    boolean symbol = dot || type == Character.OTHER_SYMBOL && c != 0xFFFD && c != 0xB0;
    if (arrow || symbol || c >= 0x1F000 && c <= 0x1FAFF) {
      return ORNAMENT;
    }
    boolean blank =
        type == Character.SPACE_SEPARATOR
            || type == Character.CONTROL
            || type == Character.LINE_SEPARATOR
            || type == Character.PARAGRAPH_SEPARATOR
            || type == Character.UNASSIGNED;
    return blank ? ' ' : c;
  }

  private static boolean isVerticalLine(int c) {
    return c >= 0x2500 && c <= 0x257F && "━─═".indexOf(c) < 0
        || c >= 0x2588 && c <= 0x2590
        || c == 0x2758
        || c == 0x2759
        || c == 0x275A
        || c == 0xFFE8
        || c == 0x2016
        || c == 0xA6
        || c == 0x01C0
        || c == 0x2223
        || c == 0x205E
        || c == 0x22EE;
  }
}
