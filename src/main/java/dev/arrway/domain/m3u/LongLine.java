package dev.arrway.domain.m3u;

import java.nio.charset.Charset;

/** An {@code #EXTINF} line that is too long, such as one with a picture in its logo attribute. */
final class LongLine {
  private LongLine() {}

  /**
   * Returns the line without the attribute whose value makes it too long. Of a line that is long
   * for another reason, what its first bytes say.
   *
   * @param head the first bytes of the line
   * @param tail the last bytes of the line
   */
  static String withoutLongValue(byte[] head, byte[] tail, Charset encoding) {
    String begin = LineText.decode(head, 0, endOfText(head), encoding);
    String end = LineText.decode(tail, startOfText(tail), tail.length, encoding);
    int value = begin.lastIndexOf("=\"");
    int close = end.indexOf('"');
    boolean open = value >= 0 && begin.indexOf('"', value + 2) < 0;
    if (!open || close < 0) {
      return begin;
    }
    int key = value;
    while (key > M3uParser.EXTINF.length() && !separates(begin.charAt(key - 1))) {
      key--;
    }
    String rest = end.substring(close + 1);
    // If there is a comma on both sides of the removed attribute, one of them is removed too.
    boolean twice = begin.charAt(key - 1) == ',' && rest.stripLeading().startsWith(",");
    return begin.substring(0, twice ? key - 1 : key) + rest;
  }

  private static boolean separates(char c) {
    return c == ',' || c == '"' || Character.isWhitespace(c);
  }

  /** A character of several bytes may have been cut in two. */
  private static int startOfText(byte[] tail) {
    int start = 0;
    while (start < tail.length && start < 3 && (tail[start] & 0xC0) == 0x80) {
      start++;
    }
    return start;
  }

  private static int endOfText(byte[] head) {
    int end = head.length;
    while (end > 0 && end > head.length - 3 && (head[end - 1] & 0xC0) == 0x80) {
      end--;
    }
    return end > 0 && (head[end - 1] & 0xC0) == 0xC0 ? end - 1 : end;
  }
}
