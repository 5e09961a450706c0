package dev.arrway.feature.drift;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.Sink;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks every instance that has a baseline repeatedly: each after the interval and up to a tenth
 * more, so that instances that were added together spread out. A few are checked at a time, those
 * of one user one after another. A check that failed is tried again after the interval, at the
 * latest after ten minutes.
 */
final class DriftSchedule {
  private static final Logger log = LoggerFactory.getLogger(DriftSchedule.class);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(30);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int JITTER = 10;
  private static final int AT_ONCE = 4;

  private final Duration interval;
  private final Clock clock;
  private final Sources sources;
  private final Map<Long, Instant> failed = new ConcurrentHashMap<>();
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();
  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, 1);
  private volatile boolean stopped;

  /**
   * The queries that the schedule needs.
   *
   * @param checked instances with baselines and when they were last checked
   * @param enabled whether an instance exists and is enabled
   * @param mayRun whether the failures of an instance allow a check now
   * @param check checks one instance
   */
  record Sources(
      Supplier<Future<List<LookRows.Checked>>> checked,
      LongPredicate enabled,
      LongPredicate mayRun,
      Function<LookRows.Checked, Future<Void>> check) {}

  /** Creates a schedule; the interval must be positive. */
  DriftSchedule(Duration interval, Clock clock, Sources sources) {
    this.interval = interval;
    this.clock = clock;
    this.sources = sources;
  }

  /** Starts the schedule; returns a function that stops it. */
  Runnable start(Vertx vertx) {
    Duration tick = interval.dividedBy(4);
    tick = tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    tick = tick.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : tick;
    long timer = vertx.setPeriodic(tick.toMillis(), now -> logged(tick()));
    return () -> {
      stopped = true;
      boolean running = vertx.cancelTimer(timer);
      log.debug("drift checks end, timer {}", running);
    };
  }

  /** Checks the instances that are due; completes when all of these checks have ended. */
  Future<Void> tick() {
    return sources
        .checked()
        .get()
        .compose(
            all ->
                Future.join(
                        due(all).stream()
                            .filter(one -> underWay.add(one.instanceId()))
                            .map(this::inTurn)
                            .toList())
                    .mapEmpty());
  }

  private Future<Void> inTurn(LookRows.Checked one) {
    return slots
        .run(one.ownerId(), () -> check(one))
        .eventually(
            () -> {
              underWay.remove(one.instanceId());
              return Future.succeededFuture();
            });
  }

  private Future<Void> check(LookRows.Checked one) {
    if (stopped) {
      return Future.succeededFuture();
    }
    return sources
        .check()
        .apply(one)
        .transform(
            done -> {
              if (done.failed()) {
                failed.put(one.instanceId(), clock.instant());
                log.atInfo()
                    .addKeyValue("instance", one.instanceId())
                    .log("drift could not be checked: {}", done.cause().getMessage());
              } else {
                Instant before = failed.remove(one.instanceId());
                log.trace("checked, failed before: {}", before);
              }
              return Future.succeededFuture();
            });
  }

  /** Returns the instances that are due, those that wait longest first. */
  private List<LookRows.Checked> due(List<LookRows.Checked> all) {
    Instant now = clock.instant();
    return all.stream()
        .filter(one -> sources.enabled().test(one.instanceId()))
        .filter(one -> sources.mayRun().test(one.instanceId()))
        .filter(one -> !now.isBefore(turn(one)))
        .sorted(Comparator.comparing(LookRows.Checked::at))
        .toList();
  }

  private Instant turn(LookRows.Checked one) {
    Instant regular = one.at().plus(interval).plus(jitter(one));
    Instant tried = failed.get(one.instanceId());
    if (tried == null) {
      return regular;
    }
    Instant again = tried.plus(interval.compareTo(PATIENCE) < 0 ? interval : PATIENCE);
    return again.isAfter(regular) ? again : regular;
  }

  /**
   * Returns the extra delay of a check, from 0 to a tenth of the interval; it is derived from the
   * instance and the time of its last check.
   */
  private Duration jitter(LookRows.Checked one) {
    long mixed = one.instanceId() * 0x9E3779B97F4A7C15L + one.at().toEpochMilli();
    mixed = (mixed ^ (mixed >>> 31)) * 0xBF58476D1CE4E5B9L;
    return Duration.ofMillis(
        Math.floorMod(mixed ^ (mixed >>> 29), interval.toMillis() / JITTER + 1));
  }

  private static void logged(Future<Void> work) {
    Sink.of(
        work,
        Runnable::run,
        (@Nullable Void done, @Nullable Throwable cause) -> {
          if (cause != null) {
            log.atWarn().setCause(cause).log("drift will be checked later");
          }
        });
  }
}
