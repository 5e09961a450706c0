package dev.arrway.feature.missing;

import io.vertx.core.Future;

/** Tells where matching stands. */
@FunctionalInterface
public interface MatchingStatus {
  /** For one user's playlists; running as long as anything is still to be matched. */
  Future<MatchingState> of(long ownerId);
}
