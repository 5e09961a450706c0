package dev.arrway.domain.arr;

import java.util.List;

/**
 * A part of an upstream's list.
 *
 * @param items the part, in the upstream's order
 * @param total how many there are in all
 */
public record Slice<T>(List<T> items, int total) {
  public Slice {
    items = List.copyOf(items);
  }
}
