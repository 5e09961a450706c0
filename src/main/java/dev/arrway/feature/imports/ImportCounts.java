package dev.arrway.feature.imports;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows have which outcome.
 *
 * @param total rows that were read so far
 * @param cancelled rows that were never sent
 */
public record ImportCounts(
    int total,
    int imported,
    int alreadyExists,
    int excluded,
    int wouldImport,
    int failed,
    int cancelled) {
  /** Nothing yet. */
  static final ImportCounts NONE = new ImportCounts(0, 0, 0, 0, 0, 0, 0);

  /** Rows that have an outcome, those apart that were cancelled. */
  public int processed() {
    return imported + alreadyExists + excluded + wouldImport + failed;
  }

  /** Rows without an outcome. */
  int open() {
    return total - processed() - cancelled;
  }

  /** These and more. */
  ImportCounts plus(int rows, List<ImportOutcome> outcomes) {
    Map<ImportOutcome, Integer> by = new EnumMap<>(ImportOutcome.class);
    outcomes.forEach(outcome -> by.merge(outcome, 1, Integer::sum));
    return new ImportCounts(
        total + rows,
        imported + by.getOrDefault(ImportOutcome.IMPORTED, 0),
        alreadyExists + by.getOrDefault(ImportOutcome.ALREADY_EXISTS, 0),
        excluded + by.getOrDefault(ImportOutcome.EXCLUDED, 0),
        wouldImport + by.getOrDefault(ImportOutcome.WOULD_IMPORT, 0),
        failed + by.getOrDefault(ImportOutcome.FAILED, 0),
        cancelled + by.getOrDefault(ImportOutcome.CANCELLED, 0));
  }

  /** These and more rows that were never sent. */
  ImportCounts plusCancelled(int rows) {
    return new ImportCounts(
        total, imported, alreadyExists, excluded, wouldImport, failed, cancelled + rows);
  }
}
