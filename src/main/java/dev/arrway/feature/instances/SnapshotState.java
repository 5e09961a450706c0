package dev.arrway.feature.instances;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of an instance's library.
 *
 * @param fetchedAt when it was read, null before the first time
 * @param items movies or series in it
 * @param skipped rows of the library that could not be read
 * @param stale whether it is old, or the last refresh failed
 */
public record SnapshotState(@Nullable Instant fetchedAt, long items, int skipped, boolean stale) {
  /** Where it is asked for. */
  @FunctionalInterface
  public interface Source {
    /** The state of an instance's snapshot, without waiting. */
    SnapshotState of(long instanceId);
  }
}
