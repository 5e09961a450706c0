package dev.arrway.domain.m3u;

/** Small questions about ranges of bytes. */
final class Bytes {

  private Bytes() {}

  static int afterBom(byte[] data, int from, int to) {
    boolean bom =
        to - from >= 3
            && data[from] == (byte) 0xEF
            && data[from + 1] == (byte) 0xBB
            && data[from + 2] == (byte) 0xBF;
    return bom ? from + 3 : from;
  }

  static int skipBlank(byte[] data, int from, int to) {
    int at = from;
    while (at < to && data[at] >= 0 && data[at] <= ' ') {
      at++;
    }
    return at;
  }

  static int trimEnd(byte[] data, int from, int to) {
    int end = to;
    while (end > from && data[end - 1] >= 0 && data[end - 1] <= ' ') {
      end--;
    }
    return end;
  }

  /** Whether the range starts with {@code word}, which is upper-case ASCII, in any case. */
  static boolean startsWith(byte[] data, int from, int to, String word) {
    if (to - from < word.length()) {
      return false;
    }
    for (int i = 0; i < word.length(); i++) {
      int b = data[from + i];
      if (b >= 'a' && b <= 'z') {
        b -= 'a' - 'A';
      }
      if (b != word.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
