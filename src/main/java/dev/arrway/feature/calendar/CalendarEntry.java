package dev.arrway.feature.calendar;

import dev.arrway.domain.arr.CalendarItem;
import dev.arrway.upstream.Instance;
import java.util.List;

/**
 * A release, and who has it in the library.
 *
 * @param uid stays the same as long as the release is the same, even when its day moves
 * @param item as the first of the holders tells it
 * @param holders by instance, at least one
 */
public record CalendarEntry(String uid, CalendarItem item, List<Holder> holders) {
  public CalendarEntry {
    holders = List.copyOf(holders);
  }

  /** An instance that has the title in its library, in the words of its own item. */
  public record Holder(Instance instance, CalendarItem item) {}

  /** Whether any of them has the file. */
  public boolean hasFile() {
    return holders.stream().anyMatch(holder -> holder.item().hasFile());
  }

  /** Whether any of them looks for it. */
  public boolean monitored() {
    return holders.stream().anyMatch(holder -> holder.item().monitored());
  }
}
