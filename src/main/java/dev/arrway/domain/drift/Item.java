package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One object of a server, read for its meaning.
 *
 * @param kind what it is, null for what cannot be written
 * @param document as the server has it; empty for what cannot be written
 * @param leaves its values by field, such as {@code format_scores[x265]}
 */
record Item(
    @Nullable ArrObject kind, Map<String, Object> document, SortedMap<String, Leaf> leaves) {
  Item {
    leaves = Collections.unmodifiableSortedMap(new TreeMap<>(leaves));
  }

  /**
   * A value.
   *
   * @param source the document's field that it comes from, such as {@code formatItems}
   */
  record Leaf(Object value, String source) {}

  static Item of(Object value) {
    return new Item(null, Map.of(), new TreeMap<>(Map.of("", new Leaf(value, ""))));
  }

  /** What is shown of it: its one value, or its values by field. */
  Object shown() {
    Leaf only = leaves.get("");
    if (only != null && leaves.size() == 1) {
      return only.value();
    }
    Map<String, Object> values = new TreeMap<>();
    leaves.forEach((field, leaf) -> values.put(field, leaf.value()));
    return values;
  }

  /** The server's id of it, null when it has none. */
  @Nullable Long id() {
    return document.get("id") instanceof Number number ? (Long) number.longValue() : null;
  }
}
