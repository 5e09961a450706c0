package dev.arrway.feature.imports;

import dev.arrway.feature.imports.source.Candidate;
import java.util.ArrayList;
import java.util.List;

/** Rows of sources as rows of imports. */
final class Candidates {
  private Candidates() {}

  /**
   * Rows to store; those that could not be read have failed already.
   *
   * @param from how many rows the import has before them
   */
  static List<ImportItem> items(List<Candidate> rows, int from) {
    List<ImportItem> items = new ArrayList<>(rows.size());
    for (Candidate row : rows) {
      int position = from + items.size();
      items.add(
          new ImportItem(
              position,
              row.line() == 0 ? position + 1 : row.line(),
              row.kind(),
              row.title(),
              row.year(),
              row.tmdbId(),
              row.tvdbId(),
              row.imdbId(),
              row.error() == null ? ImportOutcome.PENDING : ImportOutcome.FAILED,
              row.error(),
              null));
    }
    return items;
  }
}
