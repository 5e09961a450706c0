package dev.arrway.upstream;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.Sink;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a task for each instance repeatedly, after its interval and up to a tenth more, so that
 * instances that started together spread out. An instance is never processed twice at a time, and
 * one that hangs does not delay others. When many are due, users are served in turn (round-robin)
 * and each user's instances in the order in which they became due.
 */
public final class PollTurns {
  private static final Logger log = LoggerFactory.getLogger(PollTurns.class);
  private static final int JITTER = 10;

  private final String what;
  private final FairSlots slots;
  private final Clock clock;
  private final LongFunction<Optional<Instance>> find;
  private final LongPredicate mayRun;
  private final Function<Instance, Future<Void>> work;
  private final Map<Long, Instant> turns = new ConcurrentHashMap<>();

  /** Instances that are due and wait for a slot, or are being processed. */
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean stopped;

  /**
   * Creates a schedule; nothing runs before {@link #consider}.
   *
   * @param what the task, for the log
   * @param atOnce the maximum number of instances processed at a time; at most three quarters of
   *     them belong to one user
   * @param find returns the current state of an instance, empty when it was deleted
   * @param mayRun whether an instance may be processed now
   */
  public PollTurns(
      String what,
      int atOnce,
      Clock clock,
      LongFunction<Optional<Instance>> find,
      LongPredicate mayRun,
      Function<Instance, Future<Void>> work) {
    this.what = what;
    this.slots = FairSlots.unbounded(atOnce, Math.max(1, atOnce - Math.max(1, atOnce / 4)));
    this.clock = clock;
    this.find = find;
    this.mayRun = mayRun;
    this.work = work;
  }

  /** Makes an instance due within this time. */
  public void soon(long id, Duration within) {
    turns.put(id, clock.instant().plus(jitter(within)));
  }

  /** Processes an instance if it is due; the first time, it becomes due after {@code first}. */
  public void consider(Instance instance, Duration first, Duration interval) {
    if (stopped) {
      return;
    }
    Instant now = clock.instant();
    Instant turn =
        turns.computeIfAbsent(instance.id(), id -> now.plus(first).plus(jitter(interval)));
    Instant latest = now.plus(interval.multipliedBy(2));
    if ((turn.isAfter(now) && turn.isBefore(latest))
        || !mayRun.test(instance.id())
        || !underWay.add(instance.id())) {
      return;
    }
    Sink.of(
        slots.run(instance.ownerId(), () -> begin(instance.id(), interval)),
        Runnable::run,
        (done, cause) -> {
          underWay.remove(instance.id());
          if (cause != null) {
            log.atDebug()
                .addKeyValue("instance", instance.id())
                .log("{} failed: {}", what, cause.getMessage());
          }
        });
  }

  /** Stops the schedule; instances that wait for a slot are not processed. */
  public void stop() {
    stopped = true;
  }

  /**
   * Processes the current state of an instance, which may have changed or been deleted while it
   * waited.
   */
  private Future<Void> begin(long id, Duration interval) {
    Optional<Instance> instance =
        stopped || !mayRun.test(id) ? Optional.empty() : find.apply(id).filter(Instance::enabled);
    if (instance.isEmpty()) {
      return Future.succeededFuture();
    }
    turns.put(id, clock.instant().plus(interval).plus(jitter(interval)));
    log.trace("{}: {} at once", what, slots.inUse());
    return work.apply(instance.get());
  }

  private static Duration jitter(Duration interval) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(interval.toMillis() / JITTER + 1));
  }
}
