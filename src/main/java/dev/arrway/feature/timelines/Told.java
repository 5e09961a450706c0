package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.Step;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A step as an event tells it, and what joins it to others.
 *
 * @param eventId the event's
 * @param correlationId what the event says that it belongs to, or null
 * @param episodes the instance's ids of the episodes that it is about
 * @param paths files and folders that it is about, as the instance sees them
 */
record Told(
    long eventId,
    Step step,
    TitleKey title,
    @Nullable String correlationId,
    Set<Long> episodes,
    List<String> paths) {
  Told {
    episodes = Set.copyOf(episodes);
    paths = List.copyOf(paths);
  }
}
