package dev.arrway.feature.playlists;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import org.jspecify.annotations.Nullable;

/**
 * Hands bytes on as they are, or inflated when they begin as gzip does (RFC 1952: 1f 8b). It takes
 * small slices, since one byte may become a thousand, and counts what comes out.
 */
final class Gunzip {
  private static final int SLICE = 2 << 10;

  private final long most;
  private final Sink sink;
  private @Nullable EmbeddedChannel channel;
  private byte[] head = new byte[0];
  private boolean decided;
  private long out;

  /**
   * Creates a reader at the start of a file.
   *
   * @param most bytes that may come out
   */
  Gunzip(long most, Sink sink) {
    this.most = most;
    this.sink = sink;
  }

  /** Takes some bytes of an array. */
  @FunctionalInterface
  interface Sink {
    void accept(byte[] data, int offset, int length);
  }

  /** Takes more; fails with {@code malformed_request} or {@code too_large}. */
  void accept(byte[] data) {
    byte[] bytes = data;
    if (!decided) {
      bytes = joined(head, data);
      if (bytes.length < 2) {
        head = bytes;
        return;
      }
      decide(bytes);
    }
    pass(bytes);
  }

  /** No more comes. */
  void finish() {
    if (!decided) {
      decided = true;
      pass(head);
    }
    close();
  }

  /** Frees what is held. */
  void close() {
    if (channel != null) {
      channel.finishAndReleaseAll();
      channel = null;
    }
  }

  private void decide(byte[] bytes) {
    decided = true;
    if ((bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b) {
      channel = new EmbeddedChannel(new JdkZlibDecoder(ZlibWrapper.GZIP, true, 0));
    }
  }

  private void pass(byte[] bytes) {
    EmbeddedChannel inflating = channel;
    if (inflating == null) {
      deliver(bytes, 0, bytes.length);
      return;
    }
    for (int at = 0; at < bytes.length; at += SLICE) {
      inflate(inflating, bytes, at, Math.min(SLICE, bytes.length - at));
    }
  }

  private void inflate(EmbeddedChannel inflating, byte[] bytes, int at, int length) {
    try {
      inflating.writeInbound(Unpooled.wrappedBuffer(bytes, at, length));
    } catch (RuntimeException e) {
      throw FailureException.of(FailureCode.MALFORMED_REQUEST, "Its compression is broken.");
    }
    for (ByteBuf piece = inflating.readInbound(); piece != null; piece = inflating.readInbound()) {
      byte[] inflated = new byte[piece.readableBytes()];
      piece.readBytes(inflated);
      piece.release();
      deliver(inflated, 0, inflated.length);
    }
  }

  private void deliver(byte[] bytes, int offset, int length) {
    out += length;
    if (out > most) {
      throw FailureException.of(
          FailureCode.TOO_LARGE,
          "The playlist is larger than "
              + most
              + " bytes after decompression. An administrator can raise"
              + " limits.bytes_per_playlist.");
    }
    sink.accept(bytes, offset, length);
  }

  private static byte[] joined(byte[] a, byte[] b) {
    byte[] all = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    return all;
  }
}
