package dev.arrway.domain.m3u;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a line into text: UTF-8, else Latin-1 for that line alone; NULs are dropped.
 */
final class LineText {

  private static final char REPLACED = '\uFFFD';

  private LineText() {}

  static String decode(byte[] data, int from, int to) {
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACED) >= 0 && !isUtf8(data, from, to)) {
      text = new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }
    return text.indexOf('\0') < 0 ? text : text.replace("\0", "");
  }

  /** The text may hold a replacement character of its own. */
  private static boolean isUtf8(byte[] data, int from, int to) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(data, from, to - from))
          .hasRemaining();
    } catch (CharacterCodingException notUtf8) {
      return false;
    }
  }
}
