package dev.arrway.domain.parse;

/**
 * Removes the markup of players and web pages from names: {@code [COLOR red]…[/COLOR]}, {@code
 * [B]…[/B]}, {@code <b>…</b>}.
 */
final class NameMarkup {

  private static final int LONGEST_TAG = 60;
  private static final String[] PLAIN = {
    "CR",
    "UPPERCASE",
    "LOWERCASE",
    "CAPITALIZE",
    "LIGHT",
    "/UPPERCASE",
    "/LOWERCASE",
    "/CAPITALIZE",
    "/LIGHT",
    "/COLOR",
    "/B",
    "/I",
    "/U"
  };

  private NameMarkup() {}

  static String strip(String text) {
    boolean square = text.indexOf('[') >= 0 && (text.indexOf("[/") >= 0 || hasColor(text));
    boolean angle = text.indexOf('<') >= 0;
    if (!square && !angle) {
      return text;
    }
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '[' && square ? squareEnd(text, at) : c == '<' ? angleEnd(text, at) : -1;
      if (end > 0) {
        out.append(c == '[' && text.charAt(at + 1) == '/' && isCode(out) ? '|' : ' ');
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  /** Returns whether the text in front of the markup is a short code and not part of the title. */
  private static boolean isCode(StringBuilder out) {
    String code = out.toString().trim();
    return code.length() <= 5 && (Vocabulary.flags(code) & Vocabulary.TAG) != 0;
  }

  private static boolean hasColor(String text) {
    int at = text.indexOf('[');
    while (at >= 0) {
      if (text.regionMatches(true, at + 1, "COLOR", 0, 5)) {
        return true;
      }
      at = text.indexOf('[', at + 1);
    }
    return false;
  }

  private static int squareEnd(String text, int open) {
    int end = close(text, open, ']');
    if (end < 0) {
      return -1;
    }
    if (text.regionMatches(true, open + 1, "COLOR", 0, 5)
        && " =".indexOf(text.charAt(open + 6)) >= 0) {
      return end;
    }
    String tag = text.substring(open + 1, end);
    for (String known : PLAIN) {
      if (tag.equalsIgnoreCase(known)) {
        return end;
      }
    }
    boolean single = tag.length() == 1 && "BbIiUu".contains(tag);
    return single && text.indexOf("[/" + tag + "]", end) > 0 ? end : -1;
  }

  private static int angleEnd(String text, int open) {
    int next = open + 1;
    boolean tag =
        next < text.length() && (text.charAt(next) == '/' || Character.isLetter(text.charAt(next)));
    return tag ? close(text, open, '>') : -1;
  }

  private static int close(String text, int open, char close) {
    int limit = Math.min(text.length(), open + LONGEST_TAG);
    for (int i = open + 1; i < limit; i++) {
      if (text.charAt(i) == close) {
        return i;
      }
    }
    return -1;
  }
}
