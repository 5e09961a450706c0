package dev.arrway.domain.parse;

/**
 * Repairs UTF-8 that was read as Latin-1 or Windows-1252 ({@code Ã©} for {@code é}), sequence by
 * sequence.
 */
public final class EncodingRepair {

  /** What Windows-1252 shows for the bytes 0x80 to 0x9F; blank where it has nothing. */
  private static final String WINDOWS_1252 =
      "\u20ac \u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152 \u017d "
          + " \u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153"
          + " \u017e\u0178";

  private EncodingRepair() {}

  /** Returns the text with every such sequence repaired. */
  public static String repair(String text) {
    StringBuilder out = null;
    int at = 0;
    while (at < text.length()) {
      int size = sequence(text, at);
      if (size > 0) {
        out = out == null ? new StringBuilder(text.substring(0, at)) : out;
        out.appendCodePoint(codePoint(text, at, size));
        at += size;
      } else {
        if (out != null) {
          out.append(text.charAt(at));
        }
        at++;
      }
    }
    return out == null ? text : out.toString();
  }

  /** The length of a valid UTF-8 sequence whose bytes stand at {@code at} as characters, else 0. */
  private static int sequence(String text, int at) {
    int lead = text.charAt(at);
    int size =
        lead < 0xC3 || lead > 0xF4 ? lead == 0xC2 ? 2 : 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (size == 0 || at + size > text.length()) {
      return 0;
    }
    boolean windows = size > 2 || lead <= 0xC5; // É’ and its like are no sequences
    for (int i = 1; i < size; i++) {
      char c = text.charAt(at + i);
      int b = windows || c <= 0xFF ? octet(c) : -1;
      if (b < 0x80 || b > 0xBF) {
        return 0;
      }
    }
    int point = codePoint(text, at, size);
    boolean overlong = size == 3 && point < 0x800 || size == 4 && point < 0x10000;
    boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
    return overlong || surrogate || point > 0x10FFFF ? 0 : size;
  }

  private static int codePoint(String text, int at, int size) {
    int point = text.charAt(at) & (size == 2 ? 0x1F : size == 3 ? 0x0F : 0x07);
    for (int i = 1; i < size; i++) {
      point = point << 6 | octet(text.charAt(at + i)) & 0x3F;
    }
    return point;
  }

  private static int octet(char c) {
    if (c <= 0xFF) {
      return c;
    }
    int index = WINDOWS_1252.indexOf(c);
    return index < 0 ? -1 : 0x80 + index;
  }
}
