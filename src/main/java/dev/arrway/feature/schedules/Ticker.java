package dev.arrway.feature.schedules;

import dev.arrway.platform.bus.Sink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the runs whose time has come, and has searches looked after. */
final class Ticker {
  private static final Logger log = LoggerFactory.getLogger(Ticker.class);
  private static final Duration TICK = Duration.ofSeconds(5);

  /** Runs of all users that read and plan at once on this node. */
  private static final int AT_ONCE = 8;

  private final ScheduleParts parts;
  private final Runner runner;
  private final Follower follower;
  private final AtomicInteger running = new AtomicInteger();

  Ticker(ScheduleParts parts) {
    this.parts = parts;
    this.runner = new Runner(parts);
    this.follower = new Follower(parts);
  }

  /** Begins; what comes back ends it. */
  Runnable start(Vertx vertx) {
    long timer =
        vertx.setPeriodic(
            TICK.toMillis(),
            tick ->
                Sink.of(
                    tick(),
                    Sink.on(vertx.getOrCreateContext()),
                    (done, cause) -> {
                      if (cause != null) {
                        log.atWarn()
                            .log("search schedules were not served: {}", cause.getMessage());
                      }
                    }));
    return () -> {
      boolean ended = vertx.cancelTimer(timer);
      log.debug("search schedules end, timer {}", ended);
    };
  }

  /** Serves once; ends when all that it began has ended. */
  Future<Void> tick() {
    return Future.join(runDue(new ArrayList<>()), follower.look()).mapEmpty();
  }

  /** A run that begins does not hold back the next. */
  private Future<Void> runDue(List<Future<Void>> begun) {
    if (running.incrementAndGet() > AT_ONCE) {
      running.decrementAndGet();
      return Future.join(begun).mapEmpty();
    }
    return claim()
        .compose(
            claim -> {
              if (claim.isEmpty()) {
                running.decrementAndGet();
                return Future.join(begun).mapEmpty();
              }
              begun.add(run(claim.get()));
              return runDue(begun);
            },
            cause -> {
              running.decrementAndGet();
              return Future.failedFuture(cause);
            });
  }

  private Future<Optional<Claim>> claim() {
    return parts
        .database()
        .background()
        .asSystem(c -> ClaimRows.due(c, parts.clock().instant(), perUser()));
  }

  private int perUser() {
    return Math.min(AT_ONCE / 2, parts.runsPerUser());
  }

  private Future<Void> run(Claim claim) {
    return runner
        .run(claim)
        .eventually(
            () -> {
              running.decrementAndGet();
              return Future.succeededFuture();
            });
  }

  /** Does a run that somebody asked for. */
  Future<Void> runNow(Claim claim) {
    return runner.run(claim);
  }
}
