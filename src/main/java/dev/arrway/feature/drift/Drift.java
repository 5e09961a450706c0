package dev.arrway.feature.drift;

import dev.arrway.platform.store.RetentionRule;
import dev.arrway.platform.store.SqlRetention;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.function.LongPredicate;

/** Everything about drift, wired. */
public final class Drift {
  /** A request may be repeated under its name for a day. */
  private static final RetentionRule REVERTS =
      RetentionRule.ofOwners("drift_revert", "created_at", Duration.ofHours(25), 100)
          .by("instance_id");

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

  /** Deletes reverts that no client can name any more. */
  public Future<Integer> prune() {
    return SqlRetention.prune(parts.database(), parts.clock().instant(), List.of(REVERTS));
  }

  /** Begins no more checks. */
  public void stop() {
    stop.run();
  }
}
