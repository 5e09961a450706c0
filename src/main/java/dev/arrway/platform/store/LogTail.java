package dev.arrway.platform.store;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a text file, whatever its size. */
final class LogTail {
  private static final int LINES = 8;
  private static final int BYTES = 8 << 10;

  private LogTail() {}

  /** Returns the last lines on one line; empty when the file cannot be read. */
  static String of(Path file) {
    try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
      long from = Math.max(0, in.length() - BYTES);
      byte[] end = new byte[(int) (in.length() - from)];
      in.seek(from);
      in.readFully(end);
      List<String> lines = new String(end, StandardCharsets.UTF_8).lines().toList();
      return String.join(" | ", lines.subList(Math.max(0, lines.size() - LINES), lines.size()));
    } catch (IOException e) {
      return "";
    }
  }
}
