package dev.arrway.upstream.transmission;

import dev.arrway.kind.download.DownloadSource;
import dev.arrway.platform.config.Secret;
import io.vertx.core.buffer.Buffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;

/**
 * A torrent made by a test.
 *
 * @param name of its file or folder
 * @param path of its one file with content
 * @param content of that file
 * @param file the torrent file
 * @param hash its info hash
 */
record SampleTorrent(String name, String path, byte[] content, byte[] file, String hash) {
  private static final int PIECE = 16_384;

  /** Returns a torrent of one file, always the same for a number. */
  static SampleTorrent single(int number, int size, boolean isPrivate) {
    String name = "Arrway Sample " + number + ".bin";
    byte[] content = content(number, size);
    return made(name, name, content, "6:lengthi" + size + "e", isPrivate);
  }

  /** Returns a torrent of a folder with one file, always the same for a number. */
  static SampleTorrent folder(int number, int size) {
    String name = "Arrway Folder " + number;
    String files = "5:filesld6:lengthi" + size + "e4:pathl9:video.mkveee";
    return made(name, name + "/video.mkv", content(number, size), files, false);
  }

  private static byte[] content(int number, int size) {
    byte[] content = new byte[size];
    new Random(number).nextBytes(content);
    return content;
  }

  private static SampleTorrent made(
      String name, String path, byte[] content, String files, boolean isPrivate) {
    Buffer info = Buffer.buffer("d" + files + "4:name" + name.length() + ":" + name);
    info.appendString("12:piece lengthi" + PIECE + "e6:pieces");
    info.appendString(20 * ((content.length + PIECE - 1) / PIECE) + ":");
    for (int at = 0; at < content.length; at += PIECE) {
      info.appendBytes(sha1(Arrays.copyOfRange(content, at, Math.min(content.length, at + PIECE))));
    }
    info.appendString(isPrivate ? "7:privatei1ee" : "e");
    byte[] file = Buffer.buffer("d4:info").appendBuffer(info).appendString("e").getBytes();
    String hash = HexFormat.of().formatHex(sha1(info.getBytes()));
    return new SampleTorrent(name, path, content, file, hash);
  }

  /** Returns a torrent file of BitTorrent version 2 only. */
  static DownloadSource.File ofVersion2() {
    String root = "11:pieces root32:" + "x".repeat(32);
    String tree = "9:file treed5:a.bind0:d6:lengthi40000e" + root + "eee";
    String rest = "12:meta versioni2e4:name5:a.bin12:piece lengthi65536e";
    return new DownloadSource.File(
        "second.torrent", Buffer.buffer("d4:infod" + tree + rest + "ee"));
  }

  DownloadSource.File source() {
    return new DownloadSource.File(name + ".torrent", Buffer.buffer(file));
  }

  DownloadSource.Link magnet() {
    return new DownloadSource.Link(Secret.of("magnet:?xt=urn:btih:" + hash + "&dn=Linked"));
  }

  private static byte[] sha1(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-1").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return name + " " + hash;
  }
}
