package dev.arrway.domain.parse;

/** Decodes the HTML entities that turn up in playlists. */
final class Entities {

  private static final int LONGEST = 10;

  private Entities() {}

  static String decode(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '&' ? semicolon(text, at) : -1;
      int point = end > 0 ? codePoint(text.substring(at + 1, end)) : -1;
      if (point > 0) {
        out.appendCodePoint(point);
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int semicolon(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST);
    for (int i = from; i < limit; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static int codePoint(String entity) {
    return switch (entity) {
      case "amp" -> '&';
      case "quot" -> '"';
      case "apos" -> '\'';
      case "lt" -> '<';
      case "gt" -> '>';
      case "nbsp" -> ' ';
      case "ndash" -> '-';
      case "rsquo" -> '\'';
      default -> entity.startsWith("#") ? number(entity.substring(1)) : -1;
    };
  }

  private static int number(String digits) {
    try {
      boolean hex = digits.startsWith("x") || digits.startsWith("X");
      int point = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      return Character.isValidCodePoint(point) ? point : -1;
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }
}
