package dev.arrway.platform.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A selection of events.
 *
 * @param types such as {@code movie.added} or {@code movie.*}, the {@code *} at the end; empty for
 *     all
 * @param instanceId only those about this instance, or null for all
 */
public record EventFilter(List<String> types, @Nullable Long instanceId) {
  /** A selection of all events. */
  public static final EventFilter ALL = new EventFilter(List.of(), null);

  public EventFilter {
    types = List.copyOf(types);
  }

  /** Returns whether an event is selected. */
  public boolean wants(String type, @Nullable Long instance) {
    return (instanceId == null || instanceId.equals(instance))
        && (types.isEmpty() || types.stream().anyMatch(wanted -> matches(wanted, type)));
  }

  private static boolean matches(String wanted, String type) {
    return wanted.endsWith("*")
        ? type.startsWith(wanted.substring(0, wanted.length() - 1))
        : type.equals(wanted);
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
