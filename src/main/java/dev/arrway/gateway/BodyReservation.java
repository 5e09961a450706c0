package dev.arrway.gateway;

import dev.arrway.http.ByteBudget;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;

/** The part of the budget for request bodies that one request holds. Thread-safe. */
public final class BodyReservation implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final ByteBudget budget;
  private long held;
  private boolean closed;

  /** Creates a reservation of nothing. */
  BodyReservation(ByteBudget budget) {
    this.budget = budget;
  }

  /**
   * Reserves more bytes.
   *
   * @throws dev.arrway.protocol.FailureException {@code overloaded} when the budget does not have
   *     them, or the reservation is over
   */
  public synchronized void add(long bytes) {
    if (closed || !budget.tryReserve(bytes)) {
      throw Failure.retryAfter(
              FailureCode.OVERLOADED,
              "The gateway's memory for requests is in use. Try again.",
              RETRY_AFTER)
          .asException();
    }
    held += bytes;
  }

  /** Returns everything to the budget; later calls do nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      budget.release(held);
      held = 0;
    }
  }
}
