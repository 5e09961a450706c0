package dev.arrway.webhook;

import dev.arrway.bus.Sink;
import dev.arrway.instance.Instance;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When each instance's history is read: again and again after its interval and up to a tenth more,
 * so that instances which began together spread. One that was read before the start is read soon
 * after it, since much may have happened meanwhile.
 */
final class PollSchedule {
  private static final Logger log = LoggerFactory.getLogger(PollSchedule.class);

  /** Histories that are read at once on this node. */
  private static final int AT_ONCE = 16;

  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);
  private static final int JITTER = 10;

  private final NewsParts parts;
  private final Function<Instance, Future<Void>> poll;
  private final Map<Long, Instant> turns = new ConcurrentHashMap<>();
  private final Set<Long> running = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();

  PollSchedule(NewsParts parts, Function<Instance, Future<Void>> poll) {
    this.parts = parts;
    this.poll = poll;
  }

  /** How often it is worth looking whether somebody's turn has come. */
  Duration tick() {
    Duration shortest =
        parts.pollInterval().compareTo(parts.reconcileInterval()) < 0
            ? parts.pollInterval()
            : parts.reconcileInterval();
    Duration tick = shortest.dividedBy(4);
    if (tick.compareTo(SHORTEST_TICK) < 0) {
      return shortest.isZero() ? LONGEST_TICK : SHORTEST_TICK;
    }
    return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
  }

  /** Instances that were read by an earlier process come first. */
  Future<Void> begin() {
    return parts
        .database()
        .asSystem(CursorRows::all)
        .map(
            known -> {
              Instant now = parts.clock().instant();
              known.forEach(id -> turns.put(id, now.plus(jitter(tick()))));
              return null;
            });
  }

  /** Reads the histories whose turn it is. */
  Future<Void> look() {
    return parts
        .database()
        .asSystem(WebhookRows::registered)
        .map(
            registered -> {
              for (Instance instance : parts.directory().everyone()) {
                boolean webhook = registered.contains(instance.id());
                consider(instance, webhook ? parts.reconcileInterval() : parts.pollInterval());
              }
              return null;
            });
  }

  private void consider(Instance instance, Duration interval) {
    if (interval.isZero()
        || !instance.enabled()
        || parts.catalog().apply(instance.type()).news().isEmpty()) {
      return;
    }
    Instant now = parts.clock().instant();
    Instant turn =
        turns.computeIfAbsent(instance.id(), id -> now.plus(interval).plus(jitter(interval)));
    Instant latest = now.plus(interval.multipliedBy(2));
    if ((turn.isAfter(now) && turn.isBefore(latest))
        || !parts.mayRun().test(instance.id())
        || count.get() >= AT_ONCE
        || !running.add(instance.id())) {
      return;
    }
    turns.put(instance.id(), now.plus(interval).plus(jitter(interval)));
    read(instance);
  }

  private void read(Instance instance) {
    int busy = count.incrementAndGet();
    log.trace("histories being read: {}", busy);
    Sink.of(
        poll.apply(instance),
        Runnable::run,
        (done, cause) -> {
          count.decrementAndGet();
          running.remove(instance.id());
          if (cause != null) {
            log.atDebug()
                .addKeyValue("instance", instance.id())
                .log("a history was not read: {}", cause.getMessage());
          }
        });
  }

  private static Duration jitter(Duration interval) {
    return Duration.ofMillis(
        ThreadLocalRandom.current().nextLong(interval.toMillis() / JITTER + 1));
  }
}
