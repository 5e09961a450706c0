package dev.arrway.feature.playlists;

import dev.arrway.platform.http.HttpPolicy.Access;
import io.vertx.core.Future;

/** What a playlist's owner may reach, asked anew for each fetch since roles change. */
@FunctionalInterface
public interface OwnerAccess {
  /** Fails with a {@code FailureException} when the account is gone or locked out. */
  Future<Access> of(long ownerId);
}
