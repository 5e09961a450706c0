package dev.arrway.feature.accounts;

import io.vertx.core.Future;

/** A listener that reports accounts on hold, so that administrators see that one is attacked. */
public interface LoginHoldListener {
  /** A listener that reports nothing. */
  LoginHoldListener NONE =
      new LoginHoldListener() {
        @Override
        public Future<Void> held(LoginHold hold) {
          return Future.succeededFuture();
        }

        @Override
        public Future<Void> released(String username) {
          return Future.succeededFuture();
        }
      };

  /** Reports a hold that has begun or was renewed. */
  Future<Void> held(LoginHold hold);

  /** Reports that a right password has ended an account's hold before its time. */
  Future<Void> released(String username);
}
