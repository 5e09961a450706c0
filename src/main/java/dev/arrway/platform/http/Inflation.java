package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.compression.JdkZlibDecoder;
import io.netty.handler.codec.compression.ZlibWrapper;
import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Inflates what an upstream compressed without being asked. It takes small slices, so that a bomb
 * yields a few megabytes before somebody looks at the total.
 */
final class Inflation {
  /** Deflate yields at most about 1,032 bytes for one: a slice gives 2 MB at most. */
  static final int SLICE = 2 << 10;

  private final EmbeddedChannel channel;

  private Inflation(ZlibWrapper wrapper) {
    this.channel = new EmbeddedChannel(new JdkZlibDecoder(wrapper, wrapper == ZlibWrapper.GZIP, 0));
  }

  /** What a {@code Content-Encoding} needs: null when the body is as it is. */
  static @Nullable Inflation of(String encoding) {
    return switch (encoding.trim().toLowerCase(Locale.ROOT)) {
      case "", "identity", "none" -> null;
      case "gzip", "x-gzip" -> new Inflation(ZlibWrapper.GZIP);
      case "deflate" -> new Inflation(ZlibWrapper.ZLIB_OR_NONE);
      default ->
          throw HttpFailures.of(
              FailureCode.UPSTREAM_UNEXPECTED,
              "The upstream's answer is compressed in a way that was not asked for.");
    };
  }

  /** Takes a slice, hands on what comes out of it; fails with {@code upstream_unexpected}. */
  void inflate(Buffer slice, Consumer<Buffer> out) {
    try {
      channel.writeInbound(Unpooled.wrappedBuffer(slice.getBytes()));
      drain(out);
    } catch (RuntimeException e) {
      throw HttpFailures.of(
          FailureCode.UPSTREAM_UNEXPECTED, "The upstream's compressed answer is broken.", e);
    }
  }

  /** Frees what is held; to be called once. */
  void close() {
    channel.finishAndReleaseAll();
  }

  private void drain(Consumer<Buffer> out) {
    for (ByteBuf inflated = channel.readInbound();
        inflated != null;
        inflated = channel.readInbound()) {
      byte[] bytes = new byte[inflated.readableBytes()];
      inflated.readBytes(bytes);
      inflated.release();
      out.accept(Buffer.buffer(bytes));
    }
  }
}
