package dev.arrway.domain.m3u;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Turns the bytes of a line into text: UTF-8, else Latin-1 for that line alone; NULs are dropped.
 */
final class LineText {

  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  String decode(byte[] data, int from, int to) {
    boolean ascii = true;
    boolean nul = false;
    for (int i = from; i < to; i++) {
      ascii &= data[i] >= 0;
      nul |= data[i] == 0;
    }
    String text =
        ascii
            ? new String(data, from, to - from, StandardCharsets.ISO_8859_1)
            : decodeWide(data, from, to);
    return nul ? text.replace("\0", "") : text;
  }

  private String decodeWide(byte[] data, int from, int to) {
    try {
      return utf8.decode(ByteBuffer.wrap(data, from, to - from)).toString();
    } catch (CharacterCodingException notUtf8) {
      return new String(data, from, to - from, StandardCharsets.ISO_8859_1);
    }
  }
}
