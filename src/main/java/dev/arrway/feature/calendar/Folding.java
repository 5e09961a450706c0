package dev.arrway.feature.calendar;

import java.nio.charset.StandardCharsets;

/**
 * Folds content lines as RFC 5545, section 3.1 has it: no line is longer than 75 bytes of UTF-8,
 * and no character is torn apart. The library counts characters and tears pairs of surrogates.
 */
final class Folding {
  private static final int MOST = 75;
  private static final String END = "\r\n";

  private Folding() {}

  /** The same lines, folded. */
  static String fold(String lines) {
    StringBuilder folded = new StringBuilder(lines.length() + lines.length() / 16);
    for (String line : lines.split("\r?\n")) {
      foldLine(line, folded);
    }
    return folded.toString();
  }

  private static void foldLine(String line, StringBuilder folded) {
    int room = MOST;
    for (int at = 0; at < line.length(); ) {
      int next = line.offsetByCodePoints(at, 1);
      int bytes = line.substring(at, next).getBytes(StandardCharsets.UTF_8).length;
      if (bytes > room) {
        folded.append(END).append(' ');
        room = MOST - 1;
      }
      folded.append(line, at, next);
      room -= bytes;
      at = next;
    }
    folded.append(END);
  }
}
