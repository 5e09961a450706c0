package dev.arrway.upstream;

import io.vertx.core.Future;

/** The actors of instances that were not started yet after the start of the gateway. */
public interface PendingActors {
  /** Returns whether an instance's actor waits for its start or is just being started. */
  boolean contains(long id);

  /** Returns how many actors wait for their start or are just being started. */
  int size();

  /** Starts an actor now if it waits; completes when it runs, or at once when it does not wait. */
  Future<Void> start(long id);
}
