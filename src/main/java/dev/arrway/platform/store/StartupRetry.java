package dev.arrway.platform.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Retries start-up steps that fail because the database is not available at the moment, so that an
 * outage delays a start instead of failing it. Other failures end the start, as does an embedded
 * database that could not be restarted.
 */
public final class StartupRetry {
  /** The maximum time of all retries, counted from the creation of this object. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Logger log = LoggerFactory.getLogger(StartupRetry.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final long began = System.nanoTime();
  private final Duration patience;
  private final Future<DatabaseLost> lost;

  /**
   * Creates a retry; its time limit begins now.
   *
   * @param lost see {@link Store#lost}
   */
  public StartupRetry(Vertx vertx, Future<DatabaseLost> lost) {
    this(vertx, lost, PATIENCE);
  }

  StartupRetry(Vertx vertx, Future<DatabaseLost> lost, Duration patience) {
    this.vertx = vertx;
    this.lost = lost;
    this.patience = patience;
  }

  /**
   * Runs a step and repeats it while the database is not available and the time is not over. Each
   * attempt runs on a worker thread with the caller's context, since it loads classes and creates
   * objects.
   *
   * @param what the step does, for the log, such as {@code reading the instances}
   * @param step may run several times; its effects before a failure must be harmless when it is
   *     repeated
   */
  public <T> Future<T> run(String what, Supplier<Future<T>> step) {
    return run(what, step, FIRST_PAUSE);
  }

  private <T> Future<T> run(String what, Supplier<Future<T>> step, Duration pause) {
    return vertx
        .executeBlocking(step::get)
        .compose(tried -> tried)
        .recover(
            cause -> {
              if (!isTransient(cause) || isOver(pause)) {
                return Future.failedFuture(cause);
              }
              if (lost.succeeded()) {
                return Future.failedFuture(lost.result());
              }
              log.warn(
                  "{} waits for the database and is tried again in {} ms: {}",
                  what,
                  pause.toMillis(),
                  cause.getMessage());
              Duration next = pause.multipliedBy(2);
              return vertx
                  .timer(pause.toMillis(), TimeUnit.MILLISECONDS)
                  .compose(
                      over ->
                          run(
                              what,
                              step,
                              next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next));
            });
  }

  private static boolean isTransient(Throwable cause) {
    return StoreFailures.using(cause) instanceof StoreUnavailable;
  }

  private boolean isOver(Duration pause) {
    return System.nanoTime() - began + pause.toNanos() > patience.toNanos();
  }
}
