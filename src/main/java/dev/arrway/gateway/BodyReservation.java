package dev.arrway.gateway;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Objects;

/** The memory that one request has reserved for its body. Thread-safe. */
public final class BodyReservation implements AutoCloseable {
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private static final String KEY = BodyReservation.class.getName();

  private final RequestBodies bodies;
  private final String holder;
  private long held;
  private boolean closed;

  /**
   * Creates an empty reservation.
   *
   * @param holder the user or client network whose share it counts against
   */
  BodyReservation(RequestBodies bodies, String holder) {
    this.bodies = bodies;
    this.holder = holder;
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

  /** Returns the user or client network whose share this counts against. */
  String holder() {
    return holder;
  }

  /**
   * Returns the outcome of reading a body; fails with {@code request_timeout} when it takes longer
   * than {@code http.body_timeout}.
   */
  public <T> Future<T> withinTime(Future<T> reading) {
    return bodies.withinTime(reading);
  }

  /**
   * Reserves more bytes.
   *
   * @throws dev.arrway.protocol.FailureException {@code overloaded} when the memory or the holder's
   *     share of it is in use, or the reservation is over
   */
  public synchronized void add(long bytes) {
    if (closed || !bodies.tryReserve(holder, bytes)) {
      throw Failure.retryAfter(
              FailureCode.OVERLOADED,
              "The gateway's memory for requests, or your share of it, is used up; try again.",
              RETRY_AFTER)
          .asException();
    }
    held += bytes;
  }

  /** Returns everything that was reserved; later calls do nothing. */
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      bodies.release(holder, held);
      held = 0;
    }
  }
}
