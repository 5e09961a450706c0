package dev.arrway.feature.playlists;

import dev.arrway.platform.store.AssociatedData;

/**
 * One import of one playlist.
 *
 * @param ownerId the playlist's owner
 * @param playlistId the playlist
 * @param number the generation that is written, from 1
 * @param first whether nothing good was there before
 */
record Generation(long ownerId, long playlistId, int number, boolean first) {
  /** What a set of credentials of this generation is bound to. */
  AssociatedData secret(int secretNumber) {
    return new AssociatedData(
        "playlist.entry", ownerId, playlistId + "/" + number + "/" + secretNumber);
  }

  /** What the credentials of a playlist's own address are bound to. */
  static AssociatedData address(long ownerId, String name) {
    return new AssociatedData("playlist.url", ownerId, name);
  }
}
