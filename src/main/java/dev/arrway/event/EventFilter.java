package dev.arrway.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which events are wanted.
 *
 * @param types such as {@code movie.added} or {@code movie.*}; empty for all
 * @param instanceId only those about this instance, or null for all
 */
public record EventFilter(List<String> types, @Nullable Long instanceId) {
  public EventFilter {
    types = List.copyOf(types);
  }

  /** The types as patterns of SQL's {@code LIKE}; null for all. */
  String @Nullable [] patterns() {
    return types.isEmpty()
        ? null
        : types.stream()
            .map(type -> type.replace("_", "\\_").replace("*", "%"))
            .toArray(String[]::new);
  }
}
