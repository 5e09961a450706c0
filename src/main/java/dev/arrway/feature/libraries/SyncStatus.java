package dev.arrway.feature.libraries;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where libraries and matching stand.
 *
 * @param radarr all of a user's Radarr instances
 * @param sonarr all of a user's Sonarr instances
 */
public record SyncStatus(
    Libraries radarr, Libraries sonarr, MatchingState matching, CacheState cache) {

  /**
   * Where the libraries of one type stand.
   *
   * @param lastSyncAt when one was last fetched
   * @param itemCount items in the snapshots
   * @param skipped rows of the libraries that could not be read
   * @param health the worst among the instances, {@code unknown} without any
   */
  public record Libraries(
      @Nullable Instant lastSyncAt, long itemCount, long skipped, String health) {}
}
