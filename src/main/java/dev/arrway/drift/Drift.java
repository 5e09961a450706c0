package dev.arrway.drift;

import dev.arrway.instance.Instance;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.LongPredicate;

/** Everything about drift, wired. */
public final class Drift {
  private final DriftParts parts;
  private final DriftService service;
  private final DriftReverts reverts;
  private Runnable stop = () -> {};

  /** Checks nothing by itself yet. */
  public Drift(DriftParts parts) {
    this.parts = parts;
    this.service = new DriftService(parts);
    this.reverts = new DriftReverts(parts);
  }

  /** Reports, baselines, ignored paths. */
  public DriftService service() {
    return service;
  }

  /** Ways back. */
  public DriftReverts reverts() {
    return reverts;
  }

  /**
   * Begins to check by itself.
   *
   * @param interval between two checks of one instance; zero for none at all
   * @param mayRun whether an instance's failures allow it
   */
  public void start(Vertx vertx, Duration interval, LongPredicate mayRun) {
    if (interval.isZero()) {
      return;
    }
    stop =
        new DriftSchedule(
                interval,
                parts.clock(),
                new DriftSchedule.Sources(
                    () -> parts.database().asSystem(LookRows::checked),
                    id -> parts.directory().find(id).filter(Instance::enabled).isPresent(),
                    mayRun,
                    one ->
                        service.check(
                            one.ownerId(), one.instanceId(), "drift-" + one.instanceId())))
            .start(vertx);
  }

  /** Begins no more checks. */
  public void stop() {
    stop.run();
  }
}
