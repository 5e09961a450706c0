package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.TimelineState;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A title's way from its request until it can be played.
 *
 * @param correlationId of this title alone
 * @param requestId what asked for it, perhaps together with others; the same when it was alone
 * @param askedAt when it was last asked or searched for, null when it never was
 * @param episodes the instance's ids of the episodes that it is known to be about
 * @param beganAt when its first step happened
 * @param updatedAt when something was last written
 */
public record Timeline(
    long id,
    long ownerId,
    String correlationId,
    String requestId,
    TitleKey title,
    TimelineState state,
    Instant stateSince,
    @Nullable Instant askedAt,
    Set<Long> episodes,
    Instant beganAt,
    Instant updatedAt) {
  public Timeline {
    episodes = Set.copyOf(episodes);
  }
}
