package dev.arrway.gateway;

import java.util.List;

/**
 * A page of a list that was requested from an instance.
 *
 * @param items the page
 * @param total the number of items of the whole list
 * @param limit the maximum number of items of the page
 * @param offset the index of the first item, from 0
 * @param skipped rows that the instance sent and that could not be read
 */
public record ReadPage<T>(List<T> items, long total, int limit, int offset, int skipped) {
  public ReadPage {
    items = List.copyOf(items);
  }
}
