package dev.arrway.instance;

import dev.arrway.bus.FairSlots;
import dev.arrway.bus.Sink;
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
 * Does something with each instance again and again, after its interval and up to a tenth more, so
 * that instances which began together spread. An instance is never worked on twice at a time, and
 * one that hangs delays no other. Of thousands whose turn has come, users are served in turn and
 * each user's instances in the order in which they came due, so that none is left out.
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

  /** Instances whose turn has come and that wait for a slot, or are being worked on. */
  private final Set<Long> underWay = ConcurrentHashMap.newKeySet();

  private volatile boolean stopped;

  /**
   * Nothing happens before {@link #consider}.
   *
   * @param what is done, for the log
   * @param atOnce instances that are worked on at a time, three quarters of them of one user at the
   *     most
   * @param find the instance as it is when its turn comes, if it is still there
   * @param mayRun whether an instance is asked at all now
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

  /** Works on an instance if it is due; the first time it is due after {@code first}. */
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

  /** Begins no more work, also none that waits. */
  public void stop() {
    stopped = true;
  }

  /** Meanwhile the instance may have been changed or deleted. */
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
