package dev.arrway.instance;

import dev.arrway.bus.Sink;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does something with each instance again and again, after its interval and up to a tenth more, so
 * that instances which began together spread. An instance is never worked on twice at a time, and
 * one that hangs delays no other. Of thousands whose turn has come, the one that waits longest is
 * next, so that none is left out.
 */
public final class PollTurns {
  private static final Logger log = LoggerFactory.getLogger(PollTurns.class);
  private static final int JITTER = 10;

  private final String what;
  private final int atOnce;
  private final Clock clock;
  private final LongPredicate mayRun;
  private final Function<Instance, Future<Void>> work;
  private final Map<Long, Instant> turns = new ConcurrentHashMap<>();
  private final Set<Long> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger calls = new AtomicInteger();

  /** Those whose turn has come but for which nothing was free, the earliest turn first. */
  private final PriorityBlockingQueue<DueInstance> waiting =
      new PriorityBlockingQueue<>(11, Comparator.comparing(DueInstance::turn));

  private final Set<Long> queued = ConcurrentHashMap.newKeySet();

  private record DueInstance(Instance instance, Instant turn, Duration interval) {}

  /**
   * Nothing happens before {@link #consider}.
   *
   * @param what is done, for the log
   * @param atOnce instances that are worked on at a time
   * @param mayRun whether an instance is asked at all now
   */
  public PollTurns(
      String what,
      int atOnce,
      Clock clock,
      LongPredicate mayRun,
      Function<Instance, Future<Void>> work) {
    this.what = what;
    this.atOnce = atOnce;
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
    waiting.add(new DueInstance(instance, turn, interval));
    beginNext();
  }

  /** Begins what is free to begin; a call during another one has that one look again. */
  private void beginNext() {
    int seen = calls.incrementAndGet();
    if (seen != 1) {
      return;
    }
    while (seen != 0) {
      DueInstance next = running.size() < atOnce ? waiting.poll() : null;
      if (next == null) {
        seen = calls.addAndGet(-seen);
      } else {
        begin(next);
      }
    }
  }

  private void begin(DueInstance due) {
    Instance instance = due.instance();
    queued.remove(instance.id());
    if (!mayRun.test(instance.id()) || !running.add(instance.id())) {
      return;
    }
    turns.put(instance.id(), clock.instant().plus(due.interval()).plus(jitter(due.interval())));
    log.trace("{}: {} at once", what, running.size());
    Sink.of(
        work.apply(instance),
        Runnable::run,
        (done, cause) -> {
          running.remove(instance.id());
          if (cause != null) {
            log.atDebug()
                .addKeyValue("instance", instance.id())
                .log("{} failed: {}", what, cause.getMessage());
          }
          beginNext();
        });
  }

  private static Duration jitter(Duration interval) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(interval.toMillis() / JITTER + 1));
  }
}
