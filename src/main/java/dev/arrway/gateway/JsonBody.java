package dev.arrway.gateway;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** A reader of bodies that are held in memory. */
public final class JsonBody {
  /** A buffer may be twice as large as what it holds. */
  private static final int HELD_PER_BYTE = 2;

  private final HttpServerRequest request;
  private final int limit;
  private final BodyReservation reservation;
  private final Promise<Buffer> whole = Promise.promise();
  private final Buffer body = Buffer.buffer();

  private JsonBody(HttpServerRequest request, int limit, BodyReservation reservation) {
    this.request = request;
    this.limit = limit;
    this.reservation = reservation;
  }

  /**
   * Reads a paused request to its end.
   *
   * @param limit bytes that the body may have
   * @param reservation pays for the bytes as they arrive
   * @return the body, empty when there is none; fails with {@code too_large} beyond the limit, at
   *     once when the client announces more, and with {@code overloaded} when the budget is used up
   */
  public static Future<Buffer> read(
      HttpServerRequest request, int limit, BodyReservation reservation) {
    return new JsonBody(request, limit, reservation).read();
  }

  private Future<Buffer> read() {
    String announced = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    if (announced != null && (announced.length() > 18 || Long.parseLong(announced) > limit)) {
      return Future.failedFuture(tooLarge());
    }
    request
        .handler(this::accept)
        .exceptionHandler(cause -> whole.tryFail(ended(cause)))
        .endHandler(end -> whole.tryComplete(body));
    request.resume();
    return whole.future();
  }

  private void accept(Buffer chunk) {
    if (whole.future().isComplete()) {
      return;
    }
    try {
      if (body.length() + chunk.length() > limit) {
        throw tooLarge();
      }
      reservation.add((long) chunk.length() * HELD_PER_BYTE);
      body.appendBuffer(chunk);
    } catch (FailureException refused) {
      whole.tryFail(refused);
    }
  }

  /** A client that goes away is nothing that somebody has to look at. */
  private static Throwable ended(Throwable cause) {
    return cause instanceof FailureException
        ? cause
        : FailureException.of(
            FailureCode.MALFORMED_REQUEST, "The connection ended before the body did.");
  }

  private FailureException tooLarge() {
    return FailureException.of(FailureCode.TOO_LARGE, "A body may have " + limit + " bytes here.");
  }
}
