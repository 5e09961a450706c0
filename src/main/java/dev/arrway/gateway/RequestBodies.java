package dev.arrway.gateway;

import dev.arrway.platform.bus.FairWorkQueue;
import dev.arrway.platform.config.HttpLimits;
import dev.arrway.platform.http.ByteBudget;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The memory and the worker threads for the bodies of requests, shared by all transports. No user
 * or client network can use all of the memory. Bodies too large for an event loop are processed by
 * a few workers, which serve users and networks in turn (round-robin).
 */
public final class RequestBodies {
  /** Bytes up to which a body is parsed and validated on the event loop, in a few milliseconds. */
  static final int MOST_ON_EVENT_LOOP = 16 << 10;

  /** The maximum number of values of a body that is validated on the event loop. */
  static final int MOST_VALUES_ON_EVENT_LOOP = 500;

  /** Bodies that workers parse or validate at once; more of them wait in the queue. */
  private static final int WORKERS = 2;

  private static final int MOST_WAITING = 4_000;
  private static final int MOST_WAITING_PER_HOLDER = 1_000;

  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  /**
   * The estimated memory per byte of a body while it is parsed: its strings and the parser's
   * buffers.
   */
  private static final int PARSED_PER_BYTE = 3;

  private final FairWorkQueue workers;
  private final ByteBudget budget;
  private final HttpLimits limits;
  private final long mostPerHolder;
  private final Map<String, Long> heldByHolder = new ConcurrentHashMap<>();

  /**
   * Creates the shared part for one node.
   *
   * @param budget the bytes that may be held at once
   */
  public RequestBodies(Vertx vertx, ByteBudget budget, HttpLimits limits) {
    WorkerExecutor threads =
        vertx.createSharedWorkerExecutor(
            "arrway-bodies", WORKERS, LONGEST_WORK.toNanos(), TimeUnit.NANOSECONDS);
    this.workers =
        new FairWorkQueue(
            vertx, threads, WORKERS, MOST_WAITING, "Too many large requests; try again later.");
    this.mostPerHolder = budget.capacity() / 4 * 3;
    this.budget = budget;
    this.limits = limits;
  }

  /**
   * Returns an empty reservation, which the caller closes.
   *
   * @param caller the user whose share it counts against; null for that of the address's network
   */
  public BodyReservation reservation(@Nullable Caller caller, String address) {
    return new BodyReservation(this, RequestHead.limitKey(caller, address));
  }

  /**
   * Reserves all of the bytes or none; returns whether the budget and the holder's share had room.
   */
  boolean tryReserve(String holder, long bytes) {
    boolean[] fits = {false};
    heldByHolder.compute(
        holder,
        (same, before) -> {
          long known = before == null ? 0 : before;
          fits[0] = bytes <= mostPerHolder - known && budget.tryReserve(bytes);
          return fits[0] ? Long.valueOf(known + bytes) : before;
        });
    return fits[0];
  }

  void release(String holder, long bytes) {
    budget.release(bytes);
    heldByHolder.computeIfPresent(
        holder, (same, known) -> known > bytes ? Long.valueOf(known - bytes) : null);
  }

  /** Returns the bytes that must arrive in each {@link GuardedRequest#RATE_WINDOW}. */
  public long leastPerWindow() {
    return limits.bodyMinRate() * GuardedRequest.RATE_WINDOW.toSeconds();
  }

  /**
   * Reads a paused request to its end.
   *
   * @return fails as {@link JsonBody#read} does, and with {@code request_timeout}
   */
  public Future<Buffer> read(HttpServerRequest request, int limit, BodyReservation reservation) {
    return withinTime(JsonBody.read(request, limit, reservation));
  }

  /**
   * Returns the outcome of reading a body; fails with {@code request_timeout} when it takes too
   * long.
   */
  <T> Future<T> withinTime(Future<T> reading) {
    return reading
        .timeout(limits.bodyTimeout().toMillis(), TimeUnit.MILLISECONDS)
        .recover(RequestBodies::late);
  }

  private static <T> Future<T> late(Throwable cause) {
    return Future.failedFuture(
        cause instanceof TimeoutException
            ? FailureException.of(
                FailureCode.REQUEST_TIMEOUT, "The body did not arrive within the time allowed.")
            : cause);
  }

  /** Parses a JSON object; fails as {@link JsonText#parse} does. */
  public Future<JsonObject> parse(Buffer text, BodyReservation reservation) {
    return run(
        reservation.holder(),
        text.length() > MOST_ON_EVENT_LOOP,
        () -> {
          reservation.add((long) text.length() * PARSED_PER_BYTE);
          return JsonText.parse(text.getBytes(), reservation);
        });
  }

  /**
   * Validates parameters and body: on the event loop when they are small, by a worker otherwise.
   */
  <T> Future<T> validate(RequestContent content, BodyReservation reservation, Callable<T> work) {
    boolean large =
        content.size() > MOST_ON_EVENT_LOOP
            || JsonText.countValues(content.body(), MOST_VALUES_ON_EVENT_LOOP)
                > MOST_VALUES_ON_EVENT_LOOP;
    return run(reservation.holder(), large, work);
  }

  /**
   * Runs work on a body: by a worker when it is large, in the calling thread otherwise.
   *
   * @param holder the user or client network whose place in the workers' queue it takes
   * @param large whether it would block an event loop for too long
   */
  private <T> Future<T> run(String holder, boolean large, Callable<T> work) {
    if (large) {
      return workers.submit(holder, MOST_WAITING_PER_HOLDER, work);
    }
    try {
      return Future.succeededFuture(work.call());
    } catch (Exception | StackOverflowError e) {
      return Future.failedFuture(e);
    }
  }
}
