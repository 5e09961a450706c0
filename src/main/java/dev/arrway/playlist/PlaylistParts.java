package dev.arrway.playlist;

import dev.arrway.bus.Bus;
import dev.arrway.event.EventLog;
import dev.arrway.http.HttpStacks;
import dev.arrway.protocol.Notice.PlaylistChanged;
import dev.arrway.store.Database;
import io.vertx.core.Vertx;

/**
 * What playlists are built on.
 *
 * @param vertx for timers
 * @param database the pool
 * @param bus told when a playlist has changed
 * @param events where imports are written down
 * @param stacks opens the way to playlists at addresses
 * @param secrets encrypts credentials in addresses
 * @param access what a playlist's owner may reach
 * @param workers parse
 */
public record PlaylistParts(
    Vertx vertx,
    Database database,
    Bus bus,
    EventLog events,
    HttpStacks stacks,
    SecretBox secrets,
    OwnerAccess access,
    PlaylistWorkers workers) {
  void changed(long ownerId, long playlistId) {
    bus.publish(new PlaylistChanged(ownerId, playlistId));
  }
}
