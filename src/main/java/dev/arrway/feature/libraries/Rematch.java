package dev.arrway.feature.libraries;

import io.vertx.core.Future;

/** Matches a user's playlists with the libraries again. */
@FunctionalInterface
public interface Rematch {
  /** Done when the matches are those of the libraries as they are now. */
  Future<Void> now(long ownerId);

  /** Where nothing is matched. */
  Rematch NONE = ownerId -> Future.succeededFuture();
}
