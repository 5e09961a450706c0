package dev.arrway.feature.subscriptions;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event for one subscription.
 *
 * @param key the same at every try: receivers know by it what they have had
 * @param eventId the event's id, or for a reset the id up to which history is gone
 * @param type of the event, or {@code reset}
 * @param attempts tries so far; at a replay they begin again
 * @param status of the last answer
 * @param error why the last try failed, as a stable code
 * @param excerpt the beginning of the last answer that was no success, when it was plain text
 * @param durationMs how long the last try took
 */
public record Delivery(
    String key,
    long eventId,
    String type,
    DeliveryState state,
    int attempts,
    @Nullable Integer status,
    @Nullable String error,
    @Nullable String excerpt,
    @Nullable Integer durationMs,
    Instant occurredAt,
    @Nullable Instant firstAttemptAt,
    @Nullable Instant lastAttemptAt,
    @Nullable Instant nextAttemptAt,
    @Nullable Instant endedAt) {}
