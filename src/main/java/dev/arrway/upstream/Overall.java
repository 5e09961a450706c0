package dev.arrway.upstream;

import dev.arrway.protocol.PartFailure;
import java.util.List;

/**
 * A page of a list over several instances.
 *
 * @param items the items of the page
 * @param total the number of items of all instances that answered
 * @param skipped the number of rows that could not be read
 * @param failures the instances that could not answer
 */
public record Overall<T>(
    List<Placed<T>> items, long total, int skipped, List<PartFailure> failures) {
  public Overall {
    items = List.copyOf(items);
    failures = List.copyOf(failures);
  }
}
