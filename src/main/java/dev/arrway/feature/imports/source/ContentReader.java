package dev.arrway.feature.imports.source;

import java.util.List;

/** Reads lists of one form. */
@FunctionalInterface
public interface ContentReader {
  /**
   * Reads a list to its end.
   *
   * @param mostRows the maximum number of rows
   * @return its rows in order, without blank ones
   * @throws UnreadableSource when it is no list of this form, or too long
   */
  List<Candidate> read(String content, int mostRows);
}
