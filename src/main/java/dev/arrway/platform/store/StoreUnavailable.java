package dev.arrway.platform.store;

import io.vertx.pgclient.PgException;

/**
 * The database cannot be asked now: no connection became free in time, the connection was lost, or
 * the server ended the transaction. Callers answer 503 with {@code Retry-After}. After a loss
 * during a commit the outcome is unknown; only an idempotency key or a look-up can tell.
 */
public final class StoreUnavailable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** With what is known to have happened, in plain words that clients may read. */
  public StoreUnavailable(String message) {
    super(message, null, false, false);
  }

  /** With what happened, in plain words, and the driver's own failure. */
  public StoreUnavailable(String message, Throwable cause) {
    // Whoever waited does not matter, and during an outage there are many.
    super(message, cause, false, false);
  }

  /**
   * Returns whether the transaction was undone to end a deadlock with another one: it had no effect
   * and can be tried again at once.
   */
  public boolean isDeadlock() {
    return getCause() instanceof PgException server && "40P01".equals(server.getSqlState());
  }
}
