package dev.arrway.store;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A retry of those start-up steps that fail only because the database cannot be asked at the
 * moment: a time-out must delay a start, never end it. All other failures end it at once, as does
 * an embedded database that was given up.
 */
public final class StartupRetry {
  /** How long a start keeps trying, counted from the creation of this retry. */
  public static final Duration PATIENCE = Duration.ofMinutes(3);

  private static final Logger log = LoggerFactory.getLogger(StartupRetry.class);
  private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

  private final Vertx vertx;
  private final long began = System.nanoTime();
  private final Duration patience;
  private final Future<DatabaseLost> lost;

  /**
   * Creates a retry whose time begins now.
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
   * Runs a step until it no longer fails for want of the database, or the time is over. Each try
   * begins on a worker thread with the caller's context, since it loads classes and wires objects.
   *
   * @param what the step does, for the log, such as {@code reading the instances}
   * @param step may be run several times; what it did before it failed must do no harm when it is
   *     done again
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
