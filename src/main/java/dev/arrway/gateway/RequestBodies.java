package dev.arrway.gateway;

import dev.arrway.bus.FairWorkQueue;
import dev.arrway.config.HttpLimits;
import dev.arrway.http.ByteBudget;
import dev.arrway.identity.Caller;
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
 * The memory and the threads for the bodies of requests, shared by all transports: one budget for
 * what is held at once, of which no user or client network gets all, and a few workers for bodies
 * that would hold up an event loop, which serve users and networks in turn.
 */
public final class RequestBodies {
  /** Bytes up to which a body is parsed and validated on the event loop, in a few milliseconds. */
  static final int MOST_ON_EVENT_LOOP = 16 << 10;

  /** Values in a body up to which it is validated on the event loop. */
  static final int MOST_VALUES_ON_EVENT_LOOP = 500;

  /** Bodies that are parsed or validated at once; more of them wait, within the budget. */
  private static final int WORKERS = 2;

  private static final int MOST_WAITING = 4_000;
  private static final int MOST_WAITING_PER_HOLDER = 1_000;

  private static final Duration LONGEST_WORK = Duration.ofSeconds(30);

  /** A body's text as strings and the parser's buffers, per byte. */
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
   * Returns a reservation of nothing; whoever asks for it closes it.
   *
   * @param caller whose share it counts against; that of the address's network where null
   */
  public BodyReservation reservation(@Nullable Caller caller, String address) {
    return new BodyReservation(this, RequestHead.limitKey(caller, address));
  }

  /** Reserves bytes, all or none; returns whether the budget and the holder's share had them. */
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
    return withinTime(JsonBody.read(request, limit, reservation));
  }

  /** Fails with {@code request_timeout} a body that is not read in time. */
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

  /** Validates what a request carries, on the event loop when that is small. */
  <T> Future<T> validate(RequestContent content, BodyReservation reservation, Callable<T> work) {
    boolean large =
        content.size() > MOST_ON_EVENT_LOOP
            || JsonText.countValues(content.body(), MOST_VALUES_ON_EVENT_LOOP)
                > MOST_VALUES_ON_EVENT_LOOP;
    return run(reservation.holder(), large, work);
  }

  /**
   * Does work on a body.
   *
   * @param holder the user or client network whose turn it takes
   * @param large whether it would hold up an event loop, and is done by a worker
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
