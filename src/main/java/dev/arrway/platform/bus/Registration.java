package dev.arrway.platform.bus;

import io.vertx.core.Future;

/** A registered consumer of messages. */
@FunctionalInterface
public interface Registration {
  /** Stops listening; completes when no message arrives any more. */
  Future<Void> unregister();
}
