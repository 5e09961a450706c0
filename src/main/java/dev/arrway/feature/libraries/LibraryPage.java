package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.kind.arr.LibraryKind;
import java.util.List;

/**
 * A part of a snapshot.
 *
 * @param kind what the items are
 * @param items by title
 * @param total how many the filters let through
 * @param snapshot how old the snapshot is
 */
public record LibraryPage(
    LibraryKind kind, List<LibraryItem> items, long total, SnapshotState snapshot) {
  public LibraryPage {
    items = List.copyOf(items);
  }
}
