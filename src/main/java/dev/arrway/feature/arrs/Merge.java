package dev.arrway.feature.arrs;

import dev.arrway.upstream.Instance;
import dev.arrway.upstream.Placed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Merges lists head by head: each keeps its own order, so that the first N of the whole come from
 * the first N of each, and pages fit together as long as nothing changes upstream.
 */
final class Merge {
  private Merge() {}

  /** One instance's list. */
  record Source<T>(Instance instance, List<T> items) {}

  private record Head<T>(int place, Instance instance, T item, Iterator<T> rest) {}

  /** Items {@code offset} to {@code offset + limit} of the whole; ties keep the sources' order. */
  static <T> List<Placed<T>> page(
      List<Source<T>> sources, Comparator<? super T> order, int offset, int limit) {
    PriorityQueue<Head<T>> heads =
        new PriorityQueue<>(
            Comparator.<Head<T>, T>comparing(Head::item, order).thenComparing(Head::place));
    for (int place = 0; place < sources.size(); place++) {
      Source<T> source = sources.get(place);
      push(heads, place, source.instance(), source.items().iterator());
    }
    List<Placed<T>> page = new ArrayList<>();
    for (int at = 0; at < (long) offset + limit && !heads.isEmpty(); at++) {
      Head<T> head = heads.remove();
      if (at >= offset) {
        page.add(new Placed<>(head.instance(), head.item()));
      }
      push(heads, head.place(), head.instance(), head.rest());
    }
    return page;
  }

  private static <T> void push(
      PriorityQueue<Head<T>> heads, int place, Instance instance, Iterator<T> items) {
    if (items.hasNext()) {
      heads.add(new Head<>(place, instance, items.next(), items));
    }
  }
}
