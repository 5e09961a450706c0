package dev.arrway.platform.event;

import java.util.List;

/**
 * Events after a position of the log.
 *
 * @param events in order; none when {@code gone}
 * @param through everything up to this id has been looked at
 * @param more whether there are more right now
 * @param gone whether events after the point may be missing: they were pruned, or the point lies
 *     ahead of everything that there is; {@code through} is then the newest id
 */
public record EventBatch(List<StoredEvent> events, long through, boolean more, boolean gone) {
  public EventBatch {
    events = List.copyOf(events);
  }

  static EventBatch gone(long newest) {
    return new EventBatch(List.of(), newest, false, true);
  }
}
