package dev.arrway.gateway;

import java.util.List;

/**
 * A page of a list.
 *
 * @param items the page
 * @param total how many there are in all
 * @param limit the page's greatest size
 * @param offset where it begins
 */
public record Page<T>(List<T> items, long total, int limit, int offset) {
  public Page {
    items = List.copyOf(items);
  }
}
