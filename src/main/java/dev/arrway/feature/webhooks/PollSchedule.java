package dev.arrway.feature.webhooks;

import dev.arrway.kind.arr.ArrKind;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.PollTurns;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;

/**
 * When each instance's history is read: again and again after its interval and up to a tenth more,
 * so that instances which began together spread. One that was read before the start is read soon
 * after it, since much may have happened meanwhile.
 */
final class PollSchedule {
  /** Histories that are read at once on this node. */
  private static final int AT_ONCE = 16;

  private static final Duration LONGEST_TICK = Duration.ofSeconds(5);
  private static final Duration SHORTEST_TICK = Duration.ofMillis(100);

  private final NewsParts parts;
  private final PollTurns turns;

  PollSchedule(NewsParts parts, Function<Instance, Future<Void>> poll) {
    this.parts = parts;
    this.turns =
        new PollTurns(
            "reading a history",
            AT_ONCE,
            parts.clock(),
            parts.directory()::find,
            parts.mayRun(),
            poll);
  }

  /** Begins to read no more histories. */
  void stop() {
    turns.stop();
  }

  /** Returns the time between two calls of {@link #look}. */
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

  /** Schedules the instances that were read by an earlier process first. */
  Future<Void> begin() {
    return parts
        .database()
        .background()
        .asSystem(CursorRows::all)
        .map(
            known -> {
              known.forEach(id -> turns.soon(id, tick()));
              return null;
            });
  }

  /** Reads the histories that are due. */
  Future<Void> look() {
    return parts
        .database()
        .background()
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
    if (!interval.isZero()
        && instance.enabled()
        && ArrKind.news(parts.catalog().apply(instance.type())).isPresent()) {
      turns.consider(instance, interval, interval);
    }
  }
}
