package dev.arrway.gateway;

import dev.arrway.config.HttpLimits;
import dev.arrway.http.ByteBudget;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The memory and the threads for the bodies of requests, shared by all transports: one budget for
 * what is held at once, and a few workers for bodies that would hold up an event loop.
 */
public final class RequestBodies {
  /** Bytes up to which a body is parsed and validated on the event loop, in a few milliseconds. */
  static final int MOST_ON_EVENT_LOOP = 16 << 10;

  /** Bodies that are parsed or validated at once; more of them wait, within the budget. */
  private static final int WORKERS = 2;

  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  /** A body's text as strings and the parser's buffers, per byte. */
  private static final int PARSED_PER_BYTE = 3;

  private final WorkerExecutor workers;
  private final ByteBudget budget;
  private final HttpLimits limits;

  /**
   * Creates the shared part for one node.
   *
   * @param budget the bytes that may be held at once
   */
  public RequestBodies(Vertx vertx, ByteBudget budget, HttpLimits limits) {
    this.workers =
        vertx.createSharedWorkerExecutor(
            "arrway-bodies", WORKERS, LONGEST_WORK.toNanos(), TimeUnit.NANOSECONDS);
    this.budget = budget;
    this.limits = limits;
  }

  /** Returns a reservation of nothing; whoever asks for it closes it. */
  public BodyReservation reservation() {
    return new BodyReservation(budget);
  }

  /** Returns the bytes that a body must bring over a {@link GuardedRequest#RATE_WINDOW}. */
  public long leastPerWindow() {
    return limits.bodyMinRate() * GuardedRequest.RATE_WINDOW.toSeconds();
  }

  /**
   * Reads a paused request to its end.
   *
   * @return fails as {@link JsonBody#read} does, and with {@code request_timeout}
   */
  public Future<Buffer> read(HttpServerRequest request, int limit, BodyReservation reservation) {
    return JsonBody.read(request, limit, reservation)
        .timeout(limits.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(RequestBodies::late);
  }

  private static Future<Buffer> late(Throwable cause) {
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? FailureException.of(
                FailureCode.REQUEST_TIMEOUT, "The body did not arrive within the time allowed.")
            : cause);
  }

  /** Parses a JSON object; fails as {@link JsonText#parse} does. */
  public Future<JsonObject> parse(Buffer text, BodyReservation reservation) {
    return run(
        text.length(),
        () -> {
          reservation.add((long) text.length() * PARSED_PER_BYTE);
          return JsonText.parse(text.getBytes(), reservation);
        });
  }

  /**
   * Does work on a body, on the event loop when the body is small.
   *
   * @param size bytes of the body
   */
  <T> Future<T> run(int size, Callable<T> work) {
    if (size > MOST_ON_EVENT_LOOP) {
      return workers.executeBlocking(work, false);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception | StackOverflowError e) {
      return Future.failedFuture(e);
    }
  }
}
