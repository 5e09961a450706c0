package dev.arrway.feature.libraries;

import dev.arrway.domain.arr.SyncCounts;

/**
 * A snapshot that took the place of another.
 *
 * @param counts what changed
 * @param durationMs milliseconds from the first call to the swap
 */
record Replaced(SyncCounts counts, long durationMs) {
  boolean changed() {
    return counts.added() + counts.updated() + counts.removed() > 0;
  }
}
