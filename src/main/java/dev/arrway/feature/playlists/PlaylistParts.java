package dev.arrway.feature.playlists;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.UserQuotas;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.http.TransferWatch;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.DiskSpaceGuard;
import dev.arrway.protocol.Notice.PlaylistChanged;
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
 * @param quotas what one user may have and do at once
 * @param disk whether there is space for more
 */
public record PlaylistParts(
    Vertx vertx,
    Database database,
    Bus bus,
    EventLog events,
    HttpStacks stacks,
    SecretBox secrets,
    OwnerAccess access,
    PlaylistWorkers workers,
    UserQuotas quotas,
    DiskSpaceGuard disk) {
  TransferWatch.TransferLimits transfer() {
    return new TransferWatch.TransferLimits(quotas.playlist().rate(), quotas.playlist().time());
  }

  void changed(long ownerId, long playlistId) {
    bus.publish(new PlaylistChanged(ownerId, playlistId));
  }
}
