package dev.arrway.gateway.route;

import java.util.List;

/**
 * A page of a list that an instance was asked for.
 *
 * @param items the page
 * @param total how many there are in all
 * @param limit the page's greatest size
 * @param offset where it begins
 * @param skipped rows that the instance sent and that could not be read
 */
record ReadPage<T>(List<T> items, long total, int limit, int offset, int skipped) {
  ReadPage {
    items = List.copyOf(items);
  }
}
