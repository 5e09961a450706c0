package dev.arrway.feature.monitoring;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.CallDeadlines;
import dev.arrway.upstream.Health;
import dev.arrway.upstream.Instance;
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
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures every instance that is switched on, again and again, each by itself: one that hangs
 * delays no other, and is not asked again before it has answered or its time is over. At most some
 * are begun at a time, so that what starts together spreads over the interval.
 */
public final class Sampler {
  private static final Logger log = LoggerFactory.getLogger(Sampler.class);
  private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);

  /** Instances are begun within this part of the interval. */
  private static final int SPREAD = 2;

  private static final int LEAST_AT_ONCE = 10;

  /** With so many samples to be written no more are begun: the database cannot follow. */
  static final int MOST_UNWRITTEN = 200;

  private final Fleet fleet;
  private final Function<Sample, Future<Void>> book;
  private final Map<Long, Instant> begun = new ConcurrentHashMap<>();
  private final Set<Long> running = ConcurrentHashMap.newKeySet();
  private final Set<Future<Void>> writing = ConcurrentHashMap.newKeySet();
  private final Duration interval;
  private final Duration tick;
  private final Clock clock;
  private volatile boolean stopped;

  /**
   * Does nothing by itself yet.
   *
   * @param interval between two samples of one instance; zero for none by itself
   * @param book writes a sample down
   */
  Sampler(Fleet fleet, Clock clock, Duration interval, Function<Sample, Future<Void>> book) {
    this.fleet = fleet;
    this.book = book;
    this.clock = clock;
    this.interval = interval;
    Duration tenth = interval.dividedBy(10);
    Duration most = tenth.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tenth;
    this.tick = most.compareTo(SHORTEST_TICK) < 0 ? SHORTEST_TICK : most;
  }

  /** Begins; what comes back ends it when nothing is being written any more. */
  java.util.function.Supplier<Future<Void>> start(Vertx vertx) {
    if (interval.isZero()) {
      return this::written;
    }
    long timer = vertx.setPeriodic(tick.toMillis(), now -> logged(Future.join(due()).mapEmpty()));
    return () -> {
      stopped = true;
      boolean was = vertx.cancelTimer(timer);
      log.debug("sampling ends, timer {}", was);
      return written();
    };
  }

  private Future<Void> written() {
    return Future.join(List.copyOf(writing)).transform(ended -> Future.succeededFuture());
  }

  /** Begins what is due. Each of what comes back is done when its sample is written. */
  List<Future<Void>> due() {
    if (writing.size() >= MOST_UNWRITTEN) {
      return List.of();
    }
    Instant now = clock.instant();
    List<Instance> due =
        fleet.all().stream()
            .filter(Instance::enabled)
            .filter(one -> !running.contains(one.id()))
            .filter(one -> isDue(one, now))
            .sorted(Comparator.comparing(this::lastOf).thenComparing(Instance::id))
            .limit(atOnce())
            .toList();
    begun.keySet().removeIf(id -> fleet.find(id).isEmpty());
    return due.stream().map(this::begin).toList();
  }

  /** A clock that was set back must not keep an instance from being measured until it is again. */
  private boolean isDue(Instance one, Instant now) {
    Instant last = lastOf(one);
    return now.isBefore(last) || !now.isBefore(last.plus(interval));
  }

  private Instant lastOf(Instance one) {
    return begun.getOrDefault(one.id(), Instant.EPOCH);
  }

  private long atOnce() {
    long ticks = Math.max(1, interval.toMillis() / tick.toMillis() / SPREAD);
    return Math.max(LEAST_AT_ONCE, fleet.all().size() / ticks + 1);
  }

  /**
   * Measures all instances that are switched on and are not being measured, whenever they were
   * last; done when all samples are written.
   */
  public Future<Void> sampleAll() {
    return Future.join(fleet.all().stream().filter(Instance::enabled).map(this::begin).toList())
        .mapEmpty();
  }

  /** How many are being measured; of each instance at most one. */
  public int running() {
    return running.size();
  }

  private Future<Void> begin(Instance instance) {
    if (stopped || !running.add(instance.id())) {
      return Future.succeededFuture();
    }
    Instant now = clock.instant();
    begun.put(instance.id(), now);
    return measure(instance, now)
        .compose(this::write)
        .eventually(
            () -> {
              running.remove(instance.id());
              return Future.succeededFuture();
            });
  }

  private Future<Sample> measure(Instance instance, Instant now) {
    Duration wait = CallDeadlines.untilMeasured(instance);
    return fleet
        .measure(instance)
        .timeout(wait.toMillis(), TimeUnit.MILLISECONDS)
        .map(gauges -> Sample.answered(instance, now, breaker(instance), gauges))
        .recover(
            cause -> {
              Failure failure = Failures.of(cause);
              return Future.succeededFuture(
                  Sample.failed(
                      instance,
                      now,
                      breaker(instance),
                      after(instance, failure),
                      failure.detail()));
            });
  }

  private String breaker(Instance instance) {
    return fleet.circuit(instance.id());
  }

  /** What a failure says; while the breaker is open, what is known already. */
  private Condition after(Instance instance, Failure failure) {
    if (failure.code() == FailureCode.DEADLINE_EXCEEDED) {
      return Condition.UNREACHABLE;
    }
    if (failure.code() == FailureCode.BREAKER_OPEN) {
      Condition known =
          fleet
              .find(instance.id())
              .map(now -> condition(now.state().health()))
              .orElse(Condition.UNKNOWN);
      return known.reachable() || known == Condition.UNKNOWN ? Condition.UNREACHABLE : known;
    }
    Health health = Health.after(failure);
    return health == null ? Condition.UNKNOWN : condition(health);
  }

  static Condition condition(Health health) {
    return switch (health) {
      case OK -> Condition.OK;
      case DEGRADED -> Condition.DEGRADED;
      case AUTH_FAILED -> Condition.AUTH_FAILED;
      case UNREACHABLE -> Condition.UNREACHABLE;
      case UNKNOWN, DISABLED -> Condition.UNKNOWN;
    };
  }

  private Future<Void> write(Sample sample) {
    if (stopped) {
      return Future.succeededFuture();
    }
    Future<Void> written = book.apply(sample);
    writing.add(written);
    return written.eventually(
        () -> {
          writing.remove(written);
          return Future.succeededFuture();
        });
  }

  private static void logged(Future<Void> work) {
    Sink.of(
        work,
        Runnable::run,
        (@Nullable Void done, @Nullable Throwable cause) -> {
          if (cause != null) {
            log.atWarn().log("samples could not be written: {}", cause.getMessage());
          }
        });
  }
}
