package dev.arrway.imports.source;

import java.util.List;

/** Reads lists of one form. */
@FunctionalInterface
public interface ContentReader {
  /** More rows than this are not taken at a time. */
  int MOST_ROWS = 100_000;

  /**
   * Reads a list to its end.
   *
   * @return its rows in order, without blank ones
   * @throws UnreadableSource when it is no list of this form, or too long
   */
  List<Candidate> read(String content);
}
