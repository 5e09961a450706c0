package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.SyncCounts;
import org.jspecify.annotations.Nullable;

/**
 * How the refresh of one library went.
 *
 * @param fetched items that the instance answered
 * @param added the new items among them; for the first sync that the owner requests, all items
 * @param updated changed ones
 * @param removed items that are gone
 * @param skipped items that could not be read; they keep their last known state
 * @param durationMs milliseconds that it took
 * @param error why it failed, in neutral words; the last good snapshot then stays
 */
public record InstanceSync(
    long instanceId,
    int fetched,
    int added,
    int updated,
    int removed,
    int skipped,
    long durationMs,
    @Nullable String error) {

  static InstanceSync of(long instanceId, SyncCounts counts, long durationMs) {
    return new InstanceSync(
        instanceId,
        counts.fetched(),
        counts.added(),
        counts.updated(),
        counts.removed(),
        counts.skipped(),
        durationMs,
        null);
  }

  static InstanceSync failed(long instanceId, String error, long durationMs) {
    return new InstanceSync(instanceId, 0, 0, 0, 0, 0, durationMs, error);
  }
}
