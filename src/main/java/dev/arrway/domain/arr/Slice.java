package dev.arrway.domain.arr;

import java.util.List;

/**
 * A part of an upstream's list.
 *
 * @param items the part, in the upstream's order
 * @param total how many there are in all
 * @param skipped rows of the part that could not be read
 */
public record Slice<T>(List<T> items, int total, int skipped) {
  public Slice {
    items = List.copyOf(items);
  }

  /** A part whose rows could all be read. */
  public Slice(List<T> items, int total) {
    this(items, total, 0);
  }
}
