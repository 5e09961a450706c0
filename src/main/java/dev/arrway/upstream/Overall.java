package dev.arrway.upstream;

import java.util.List;

/**
 * A part of what several instances answered together.
 *
 * @param items the part
 * @param total how many those that answered have in all
 * @param skipped rows that could not be read
 * @param failures those that could not answer
 */
public record Overall<T>(
    List<Placed<T>> items, long total, int skipped, List<PartFailure> failures) {
  public Overall {
    items = List.copyOf(items);
    failures = List.copyOf(failures);
  }
}
