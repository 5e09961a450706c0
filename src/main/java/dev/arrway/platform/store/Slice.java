package dev.arrway.platform.store;

import java.util.List;

/**
 * A part of a stored list.
 *
 * @param items the part, in the order that was asked for
 * @param total how many there are in all
 */
public record Slice<T>(List<T> items, long total) {
  public Slice {
    items = List.copyOf(items);
  }
}
