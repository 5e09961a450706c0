package dev.arrway.feature.outbox;

import org.jspecify.annotations.Nullable;

/**
 * Which changes are listed.
 *
 * @param state only those, or null for all
 * @param instanceId only its, or null for all
 * @param correlationId only those that belong together, or null for all
 */
public record OutboxFilter(
    @Nullable OutboxState state, @Nullable Long instanceId, @Nullable String correlationId) {
  /** For what a client asks by name; null for no state. */
  public static @Nullable OutboxState state(@Nullable String wireName) {
    return wireName == null ? null : OutboxState.of(wireName);
  }
}
