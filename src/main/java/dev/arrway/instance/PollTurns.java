package dev.arrway.instance;

import dev.arrway.bus.FairSlots;
import dev.arrway.bus.Sink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
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
  private final LongPredicate mayRun;
  private final Function<Instance, Future<Void>> work;
  private final Map<Long, Instant> turns = new ConcurrentHashMap<>();
  private final Set<Long> running = ConcurrentHashMap.newKeySet();

  /** Instances whose turn has come and for which nothing is free yet. */
  private final Set<Long> queued = ConcurrentHashMap.newKeySet();

  /**
   * Nothing happens before {@link #consider}.
   *
   * @param what is done, for the log
   * @param atOnce instances that are worked on at a time, three quarters of them of one user at the
   *     most
   * @param mayRun whether an instance is asked at all now
   */
  public PollTurns(
      String what,
      int atOnce,
      Clock clock,
      LongPredicate mayRun,
      Function<Instance, Future<Void>> work) {
    this.what = what;
    this.slots =
        new FairSlots(
            what,
            "the number of instances",
            new FairSlots.SlotLimits(
                atOnce,
                Math.max(1, atOnce - Math.max(1, atOnce / 4)),
                Integer.MAX_VALUE,
                Integer.MAX_VALUE));
    this.clock = clock;
    this.mayRun = mayRun;
    this.work = work;
  }

  /** The next turn of an instance is within so long. */
  public void soon(long id, Duration within) {
    turns.put(id, clock.instant().plus(jitter(within)));
  }

  /** Begins if it is the instance's turn; its first one comes after {@code first}. */
  public void consider(Instance instance, Duration first, Duration interval) {
    Instant now = clock.instant();
    Instant turn =
        turns.computeIfAbsent(instance.id(), id -> now.plus(first).plus(jitter(interval)));
    Instant latest = now.plus(interval.multipliedBy(2));
    if ((turn.isAfter(now) && turn.isBefore(latest))
        || !mayRun.test(instance.id())
        || running.contains(instance.id())
        || !queued.add(instance.id())) {
      return;
    }
    Sink.of(
        slots.take(instance.ownerId()),
        Runnable::run,
        (slot, cause) -> {
          queued.remove(instance.id());
          if (slot != null) {
            begin(instance, slot, interval);
          }
        });
  }

  private void begin(Instance instance, FairSlots.TakenSlot slot, Duration interval) {
    if (!mayRun.test(instance.id()) || !running.add(instance.id())) {
      slot.release();
      return;
    }
    turns.put(instance.id(), clock.instant().plus(interval).plus(jitter(interval)));
    log.trace("{}: {} at once", what, slots.inUse());
    Sink.of(
        Future.succeededFuture().compose(begun -> work.apply(instance)), // also when it throws
        later(),
        (done, cause) -> {
          running.remove(instance.id());
          slot.release();
          if (cause != null) {
            log.atDebug()
                .addKeyValue("instance", instance.id())
                .log("{} failed: {}", what, cause.getMessage());
          }
        });
  }

  /** Never at once: thousands that are refused would follow each other on one stack. */
  private static Executor later() {
    Context context = Vertx.currentContext();
    return context == null ? Runnable::run : task -> context.runOnContext(ignored -> task.run());
  }

  private static Duration jitter(Duration interval) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(interval.toMillis() / JITTER + 1));
  }
}
