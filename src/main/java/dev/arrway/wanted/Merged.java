package dev.arrway.wanted;

import java.util.List;

/**
 * What several instances answered together.
 *
 * @param items with their instances, in one order
 * @param total how many there are at all instances that answered
 * @param failures those that did not
 */
public record Merged<T>(List<Part<T>> items, long total, List<PartFailure> failures) {
  public Merged {
    items = List.copyOf(items);
    failures = List.copyOf(failures);
  }

  /** One item and where it is from. */
  public record Part<T>(long instanceId, String instanceName, T item) {}
}
