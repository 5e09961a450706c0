package dev.arrway.domain.m3u;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Cuts a byte stream into lines that end with LF, CR LF or a lone CR, wherever the chunks end.
 * Holds at most one line; of a longer one only the fact that it was too long.
 */
final class LineSplitter {

  /** Takes the bytes of one line without its end. The array is only lent for the call. */
  interface Sink {
    void line(byte[] data, int from, int to);

    void tooLong();
  }

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGHS = 0x8080808080808080L;
  private static final long LF = '\n' * ONES;
  private static final long CR = '\r' * ONES;

  private final Sink sink;
  private final byte[] carry;
  private int carried;
  private boolean overflow;
  private boolean afterCr;

  LineSplitter(int maxLine, Sink sink) {
    this.sink = sink;
    this.carry = new byte[maxLine];
  }

  void accept(byte[] data, int from, int to) {
    int start = from;
    if (start < to && afterCr) {
      start += data[start] == '\n' ? 1 : 0;
      afterCr = false;
    }
    while (start < to) {
      int end = lineEnd(data, start, to);
      if (end < 0) {
        carry(data, start, to);
        return;
      }
      emit(data, start, end);
      start = end + 1;
      if (data[end] == '\r') {
        if (start == to) {
          afterCr = true;
        } else if (data[start] == '\n') {
          start++;
        }
      }
    }
  }

  /** Ends the last line, should it have no line end. */
  void finish() {
    if (carried > 0 || overflow) {
      emit(carry, 0, 0);
    }
  }

  private void carry(byte[] data, int from, int to) {
    int size = to - from;
    if (overflow || carried + size > carry.length) {
      overflow = true;
      return;
    }
    System.arraycopy(data, from, carry, carried, size);
    carried += size;
  }

  private void emit(byte[] data, int from, int to) {
    if (carried == 0 && !overflow) {
      if (to - from > carry.length) {
        sink.tooLong();
      } else {
        sink.line(data, from, to);
      }
      return;
    }
    carry(data, from, to);
    int size = carried;
    boolean tooLong = overflow;
    carried = 0;
    overflow = false;
    if (tooLong) {
      sink.tooLong();
    } else {
      sink.line(carry, 0, size);
    }
  }

  /** The index of the next CR or LF, or -1; looks at eight bytes at once. */
  static int lineEnd(byte[] data, int from, int to) {
    int i = from;
    for (; i <= to - 8; i += 8) {
      long word = (long) LONGS.get(data, i);
      long found = zeroBytes(word ^ LF) | zeroBytes(word ^ CR);
      if (found != 0) {
        return i + (Long.numberOfTrailingZeros(found) >>> 3);
      }
    }
    for (; i < to; i++) {
      if (data[i] == '\n' || data[i] == '\r') {
        return i;
      }
    }
    return -1;
  }

  /** Marks zero bytes by their high bits; exact for the lowest one, which is all that is used. */
  private static long zeroBytes(long word) {
    return (word - ONES) & ~word & HIGHS;
  }
}
