package dev.arrway.bus;

import io.vertx.core.Future;

/** Something that listens, until it is told to stop. */
@FunctionalInterface
public interface Registration {
  /** Stops listening; completes when no message arrives any more. */
  Future<Void> unregister();
}
