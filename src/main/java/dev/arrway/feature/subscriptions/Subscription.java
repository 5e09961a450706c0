package dev.arrway.feature.subscriptions;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody's events are delivered to.
 *
 * @param url what may be seen of the address
 * @param headerNames headers that are sent along; their values are secret
 * @param types patterns as in {@link dev.arrway.platform.event.EventFilter}; empty for all
 * @param instanceIds only events about these; empty for all, also those about none
 * @param ordered whether one that fails holds up those behind it
 * @param active whether anything is sent
 * @param endedReason why it was switched off by itself: {@code gone}; null when it was not
 * @param cursor the id in the owner's log up to which deliveries were made
 * @param failures tries that failed since one last succeeded
 * @param failingSince since when; null when the last try succeeded
 * @param nextTurnAt when it is tried again, or now when more is to be done; null when nothing waits
 * @param deliveredAt when something was last delivered
 * @param revision grows with each change that its owner makes
 */
public record Subscription(
    long id,
    long ownerId,
    String name,
    String url,
    List<String> headerNames,
    SubscriptionFormat format,
    List<String> types,
    List<Long> instanceIds,
    boolean ordered,
    boolean active,
    @Nullable String endedReason,
    long cursor,
    int failures,
    @Nullable Instant failingSince,
    @Nullable Instant nextTurnAt,
    @Nullable Instant deliveredAt,
    int revision,
    Instant createdAt,
    Instant updatedAt) {
  public Subscription {
    headerNames = List.copyOf(headerNames);
    types = List.copyOf(types);
    instanceIds = List.copyOf(instanceIds);
  }

  /**
   * A subscription and how it fares.
   *
   * @param pending deliveries that wait
   * @param deadLetters deliveries that were put aside
   */
  public record Standing(Subscription subscription, long pending, long deadLetters) {}
}
