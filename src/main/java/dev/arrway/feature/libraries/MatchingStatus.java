package dev.arrway.feature.libraries;

import io.vertx.core.Future;

/** Tells where matching stands. */
@FunctionalInterface
public interface MatchingStatus {
  /** Where the matching of a user's playlists stands. */
  Future<MatchingState> of(long ownerId);

  /** Where nothing is matched. */
  MatchingStatus NONE = ownerId -> Future.succeededFuture(new MatchingState("idle", null, 0, null));
}
