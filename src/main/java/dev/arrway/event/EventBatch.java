package dev.arrway.event;

import java.util.List;

/**
 * Events that came after a point.
 *
 * @param events in order
 * @param through everything up to this id has been looked at
 * @param more whether there are more right now
 */
public record EventBatch(List<StoredEvent> events, long through, boolean more) {
  public EventBatch {
    events = List.copyOf(events);
  }
}
