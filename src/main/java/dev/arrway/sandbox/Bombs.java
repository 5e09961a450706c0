package dev.arrway.sandbox;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Bodies that are too much, made as they are read. */
final class Bombs {
  private static final int BLOCK = 1 << 20;
  private static final byte[] GZIP_HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3};
  private static final byte[] LAST_BLOCK = {3, 0};

  private Bombs() {}

  /** A JSON array of exactly {@code bytes} bytes (at least 200), in pieces of 64 kB. */
  static Iterator<Buffer> array(long bytes) {
    var row = "{\"id\":1,\"title\":\"" + "x".repeat(1_000) + "\"},";
    return new Pieces(bytes, row.repeat(64).getBytes(StandardCharsets.US_ASCII));
  }

  /** Gzip (one member) that inflates to {@code bytes} rounded up to whole megabytes of blanks. */
  static Iterator<Buffer> gzip(long bytes) {
    return new Gzip((bytes + BLOCK - 1) / BLOCK);
  }

  private static final class Pieces implements Iterator<Buffer> {
    private static final byte[] TAIL = "{\"id\":1}]".getBytes(StandardCharsets.US_ASCII);
    private final byte[] rows;
    private long left;
    private boolean started;

    private Pieces(long bytes, byte[] rows) {
      this.rows = rows;
      this.left = Math.max(bytes, 200);
    }

    @Override
    public boolean hasNext() {
      return left > 0;
    }

    @Override
    public Buffer next() {
      if (left <= 0) {
        throw new NoSuchElementException();
      }
      if (!started) {
        started = true;
        left--;
        return Buffer.buffer("[");
      }
      if (left - TAIL.length >= rows.length) {
        left -= rows.length;
        return Buffer.buffer(rows);
      }
      var rest = Buffer.buffer(" ".repeat((int) left - TAIL.length)).appendBytes(TAIL);
      left = 0;
      return rest;
    }
  }

  /** A full flush makes each block independent of the one before, so one block serves for all. */
  private static final class Gzip implements Iterator<Buffer> {
    private final byte[] blanks = new byte[BLOCK];
    private final byte[] block;
    private final CRC32 crc = new CRC32();
    private final long blocks;
    private long sent = -1;

    private Gzip(long blocks) {
      Arrays.fill(blanks, (byte) ' ');
      this.blocks = blocks;
      this.block = deflate(blanks);
    }

    @Override
    public boolean hasNext() {
      return sent <= blocks;
    }

    @Override
    public Buffer next() {
      if (sent > blocks) {
        throw new NoSuchElementException();
      }
      sent++;
      if (sent == 0) {
        return Buffer.buffer(GZIP_HEADER);
      }
      if (sent <= blocks) {
        crc.update(blanks);
        return Buffer.buffer(block);
      }
      return Buffer.buffer(LAST_BLOCK)
          .appendUnsignedIntLE(crc.getValue())
          .appendUnsignedIntLE(blocks * BLOCK & 0xffff_ffffL);
    }

    private static byte[] deflate(byte[] data) {
      var deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
      deflater.setInput(data);
      var out = new ByteArrayOutputStream();
      var chunk = new byte[8_192];
      int n;
      do {
        n = deflater.deflate(chunk, 0, chunk.length, Deflater.FULL_FLUSH);
        out.write(chunk, 0, n);
      } while (n == chunk.length);
      deflater.end();
      return out.toByteArray();
    }
  }
}
