package dev.arrway.feature.outbox;

import dev.arrway.protocol.Change;
import io.vertx.core.Future;

/**
 * Completes a change just before it is sent, where that takes answers of the instance: so the
 * change is stored before the instance is asked for anything.
 */
@FunctionalInterface
public interface ChangePreparation {
  /** Leaves every change as it is. */
  ChangePreparation NONE = entry -> Future.succeededFuture(entry.change());

  /**
   * Returns the change to send, which is stored before it is sent; the same one when nothing is
   * missing. Fails with {@code invalid} when it can never be completed, or as the instance does.
   */
  Future<Change<?>> prepare(OutboxEntry entry);
}
