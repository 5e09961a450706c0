package dev.arrway.upstream.qbittorrent;

import dev.arrway.kind.download.DownloadSource;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/** A torrent of one file that a test made. */
record TestTorrent(String name, byte[] content, byte[] file, String hash) {
  private static final int PIECE = 16_384;

  /** Content of this many bytes, the same for the same number. */
  static TestTorrent of(int number, int size, boolean isPrivate) {
    byte[] content = new byte[size];
    new Random(number).nextBytes(content);
    return of("Arrway Test " + number + ".bin", content, isPrivate);
  }

  private static TestTorrent of(String name, byte[] content, boolean isPrivate) {
    Buffer info = Buffer.buffer("d6:lengthi" + content.length + "e4:name");
    info.appendString(name.length() + ":" + name);
    info.appendString("12:piece lengthi" + PIECE + "e6:pieces");
    int pieces = (content.length + PIECE - 1) / PIECE;
    info.appendString(20 * pieces + ":");
    for (int at = 0; at < content.length; at += PIECE) {
      info.appendBytes(sha1(Arrays.copyOfRange(content, at, Math.min(content.length, at + PIECE))));
    }
    info.appendString(isPrivate ? "7:privatei1ee" : "e");
    Buffer file = Buffer.buffer("d7:comment11:made a test4:info").appendBuffer(info);
    return new TestTorrent(
        name,
        content,
        file.appendString("e").getBytes(),
        HexFormat.of().formatHex(sha1(info.getBytes())));
  }

  /** One of version 2 (BEP 52) with less than a piece; perhaps of version 1 as well. */
  static TestTorrent ofVersionTwo(int number, boolean andOne) {
    byte[] content = new byte[10_000];
    new Random(number).nextBytes(content);
    String name = "Arrway Test " + number + ".bin";
    String named = name.length() + ":" + name;
    Buffer info = Buffer.buffer("d9:file treed" + named + "d0:d6:lengthi10000e11:pieces root32:");
    info.appendBytes(digest("SHA-256", content)).appendString("eee");
    info.appendString((andOne ? "6:lengthi10000e" : "") + "12:meta versioni2e4:name" + named);
    info.appendString("12:piece lengthi16384e");
    if (andOne) {
      info.appendString("6:pieces20:").appendBytes(sha1(content));
    }
    info.appendString("e");
    Buffer file = Buffer.buffer("d4:info").appendBuffer(info).appendString("12:piece layersdee");
    String hash = HexFormat.of().formatHex(digest("SHA-256", info.getBytes())).substring(0, 40);
    return new TestTorrent(name, content, file.getBytes(), hash);
  }

  DownloadSource.File source() {
    return new DownloadSource.File(name + ".torrent", Buffer.buffer(file));
  }

  private static byte[] sha1(byte[] bytes) {
    return digest("SHA-1", bytes);
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name + " " + hash;
  }
}
