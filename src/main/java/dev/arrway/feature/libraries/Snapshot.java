package dev.arrway.feature.libraries;

import dev.arrway.feature.instances.SnapshotState;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the snapshot of one library stands.
 *
 * @param attemptedAt when a refresh last began
 * @param fetchedAt when the items were read, null before the first time
 * @param items movies or series in it
 * @param skipped rows of the library that could not be read when it was last fetched
 * @param lastError why the last refresh failed, in neutral words; null when it did not
 */
public record Snapshot(
    long instanceId,
    long ownerId,
    Instant attemptedAt,
    @Nullable Instant fetchedAt,
    int items,
    int skipped,
    @Nullable String lastError) {

  /** Whether there is one at all. */
  public boolean present() {
    return fetchedAt != null;
  }

  /** Whether it is older than it may be, or the last refresh failed. */
  public boolean stale(Instant now, Duration ttl) {
    Instant fetched = fetchedAt;
    return fetched == null || lastError != null || now.isAfter(fetched.plus(ttl));
  }

  /** As the API shows it; an empty one that was never fetched is not called stale. */
  public SnapshotState state(Instant now, Duration ttl) {
    return new SnapshotState(
        fetchedAt, items, skipped, (fetchedAt != null || lastError != null) && stale(now, ttl));
  }
}
