package dev.arrway.domain.m3u;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Turns a stream of UTF-16 into one of UTF-8; other streams pass as they are. UTF-16 is known by
 * its byte order mark, or by the NUL beside its first character.
 */
final class Utf16Filter {
  private static final int CHUNK = 8_192;

  /** Takes bytes; the array is only lent for the call. */
  @FunctionalInterface
  interface ByteSink {
    void accept(byte[] data, int from, int to);
  }

  private final ByteSink next;
  private final ByteBuffer pending = ByteBuffer.allocate(CHUNK);
  private final CharBuffer chars = CharBuffer.allocate(CHUNK);
  private @Nullable CharsetDecoder decoder;
  private boolean known;

  Utf16Filter(ByteSink next) {
    this.next = next;
  }

  void accept(byte[] data, int from, int to) {
    int start = from;
    if (!known) {
      while (pending.position() < 2 && start < to) {
        pending.put(data[start++]);
      }
      if (pending.position() < 2) {
        return;
      }
      recognize();
    }
    CharsetDecoder utf16 = decoder;
    if (utf16 == null) {
      next.accept(data, start, to);
    } else {
      decode(utf16, data, start, to);
    }
  }

  /** Passes on what is left; the stream ends here. */
  void finish() {
    if (!known && pending.position() > 0) {
      known = true;
      next.accept(pending.array(), 0, pending.position());
    }
  }

  private void recognize() {
    known = true;
    int first = pending.get(0) & 0xFF;
    int second = pending.get(1) & 0xFF;
    boolean little = first == 0xFF && second == 0xFE || first != 0 && second == 0;
    boolean big = first == 0xFE && second == 0xFF || first == 0 && second != 0;
    if (!little && !big) {
      next.accept(pending.array(), 0, 2);
      return;
    }
    Charset charset = little ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    if (first >= 0xFE) {
      pending.clear();
    }
  }

  private void decode(CharsetDecoder utf16, byte[] data, int from, int to) {
    int at = from;
    do {
      int size = Math.min(pending.remaining(), to - at);
      pending.put(data, at, size);
      at += size;
      pending.flip();
      var result = utf16.decode(pending, chars, false);
      assert !result.isError();
      pending.compact();
      chars.flip();
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(chars);
      chars.clear();
      next.accept(bytes.array(), 0, bytes.limit());
    } while (at < to);
  }
}
