package dev.arrway.feature.accounts;

import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;

/** What personal keys may not do to the account that they belong to. */
final class Keyed {
  private Keyed() {}

  /** Fails for a key that only reads: anyone signed in may change the own account, it may not. */
  static Future<Void> mayChange(Caller caller) {
    return caller.keyId() != null && !caller.role().atLeast(Role.USER)
        ? Future.failedFuture(Refusals.READ_ONLY_KEY.asException())
        : Future.succeededFuture();
  }

  /** Fails for every key: what was made with a stolen one would outlive it. */
  static Future<Void> mayMakeKeys(Caller caller) {
    return caller.keyId() != null
        ? Future.failedFuture(Refusals.NO_KEYS_BY_KEY.asException())
        : Future.succeededFuture();
  }
}
