package dev.arrway.domain.m3u;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a line into text: UTF-8, else the encoding that the playlist names, else
 * Windows-1252, for that line alone; NULs are dropped.
 */
final class LineText {

  private static final char REPLACED = '\uFFFD';

  /** The encoding of Windows programs; its letters include all those of Latin-1. */
  static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

  private LineText() {}

  /** Returns the text of a line; {@code other} is its encoding when it is no UTF-8. */
  static String decode(byte[] data, int from, int to, Charset other) {
    String text = new String(data, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(REPLACED) >= 0 && !isUtf8(data, from, to)) {
      text = new String(data, from, to - from, other);
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
