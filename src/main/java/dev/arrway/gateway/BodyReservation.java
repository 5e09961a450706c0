package dev.arrway.gateway;

import dev.arrway.http.ByteBudget;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/** The part of the budget for request bodies that one request holds. Thread-safe. */
public final class BodyReservation implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String KEY = BodyReservation.class.getName();

  private final ByteBudget budget;
  private long held;
  private boolean closed;

  /** Creates a reservation of nothing. */
  BodyReservation(ByteBudget budget) {
    this.budget = budget;
  }

  /** Returns the reservation of a request whose operation reads the body itself. */
  public static BodyReservation of(RoutingContext context) {
    BodyReservation reservation = context.get(KEY);
    return Objects.requireNonNull(reservation, "the request has no reservation");
  }

  /** Makes this the reservation of a request. */
  void attachTo(RoutingContext context) {
    context.put(KEY, this);
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
