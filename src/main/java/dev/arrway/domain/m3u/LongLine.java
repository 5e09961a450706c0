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
    if (value < 0 || close < 0) {
      return begin;
    }
    int key = value;
    while (key > 0 && !Character.isWhitespace(begin.charAt(key - 1))) {
      key--;
    }
    return begin.substring(0, key) + end.substring(close + 1);
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
