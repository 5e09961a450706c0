package dev.arrway.feature.missing;

import io.vertx.core.Future;

/** Matches again when asked. */
@FunctionalInterface
public interface Rematch {
  /**
   * Matches all entries of a user's playlists.
   *
   * @return done when a run that began after this call has ended; fails as that run does
   */
  Future<Void> now(long ownerId);
}
