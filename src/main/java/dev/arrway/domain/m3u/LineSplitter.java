package dev.arrway.domain.m3u;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Cuts a byte stream into lines that end with LF, CR LF or a lone CR, wherever the chunks end.
 * Holds at most one line; of a longer one its beginning and its end.
 */
final class LineSplitter {

  /** Takes the bytes of one line without its end. The array is only lent for the call. */
  interface Sink {
    void line(byte[] data, int from, int to);

    /** Takes the first and the last bytes of a line that was too long, half a line each. */
    void tooLong(byte[] head, byte[] tail);
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
  private byte[] tail = new byte[0];

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
      overflow(data, from, to);
      return;
    }
    System.arraycopy(data, from, carry, carried, size);
    carried += size;
  }

  /** Keeps the last bytes of a line that is too long; its first bytes stay in the carry. */
  private void overflow(byte[] data, int from, int to) {
    int half = carry.length / 2;
    if (!overflow) {
      overflow = true;
      int missing = Math.max(0, half - carried);
      int taken = Math.min(missing, to - from);
      System.arraycopy(data, from, carry, carried, taken);
      tail = Arrays.copyOfRange(carry, Math.min(half, carried), carried);
      carried += taken;
    }
    tail = lastBytes(tail, data, from, to, half);
  }

  private static byte[] lastBytes(byte[] before, byte[] data, int from, int to, int most) {
    int fresh = Math.min(most, to - from);
    int kept = Math.min(before.length, most - fresh);
    byte[] last = new byte[kept + fresh];
    System.arraycopy(before, before.length - kept, last, 0, kept);
    System.arraycopy(data, to - fresh, last, kept, fresh);
    return last;
  }

  private void emit(byte[] data, int from, int to) {
    if (carried == 0 && !overflow) {
      if (to - from > carry.length) {
        int half = carry.length / 2;
        sink.tooLong(
            Arrays.copyOfRange(data, from, from + half), Arrays.copyOfRange(data, to - half, to));
      } else {
        sink.line(data, from, to);
      }
      return;
    }
    carry(data, from, to);
    int size = carried;
    boolean tooLong = overflow;
    byte[] end = tail;
    carried = 0;
    overflow = false;
    tail = new byte[0];
    if (tooLong) {
      sink.tooLong(Arrays.copyOf(carry, Math.min(size, carry.length / 2)), end);
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
