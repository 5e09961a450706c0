package dev.arrway.webhook;

import dev.arrway.bus.FairSlots;
import dev.arrway.bus.Sink;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through what waits for each instance: its pieces one after another, and those of {@value
 * #AT_ONCE} instances at once, since after a long stop thousands may have something that waits. An
 * instance that has more goes behind the others. Thread-safe.
 */
final class InstanceQueues {
  private static final Logger log = LoggerFactory.getLogger(InstanceQueues.class);

  /** Instances that are worked on at once. */
  static final int AT_ONCE = 64;

  private final String work;
  private final LongFunction<Future<Boolean>> step;
  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, 1);

  /** Instances that wait or are worked on, and whether they were woken since their last piece. */
  private final Map<Long, Boolean> woken = new ConcurrentHashMap<>();

  private volatile boolean stopped;

  /**
   * Creates queues in which nothing waits.
   *
   * @param work what is done, for the log
   * @param step does one piece of an instance; returns whether there was one
   */
  InstanceQueues(String work, LongFunction<Future<Boolean>> step) {
    this.work = work;
    this.step = step;
  }

  /** Works on an instance soon, once more if it is being worked on. */
  void wake(long instanceId) {
    if (!stopped && woken.put(instanceId, true) == null) {
      enqueue(instanceId);
    }
  }

  /** Begins nothing more; pieces under way go on to their end. */
  void stop() {
    stopped = true;
  }

  private void enqueue(long instanceId) {
    Sink.of(
        slots.run(instanceId, () -> workOnce(instanceId)),
        Runnable::run,
        (@Nullable Boolean did, @Nullable Throwable cause) -> {
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instanceId)
                .log("{} goes on later: {}", work, cause.getMessage());
            woken.remove(instanceId);
          } else if (!stopped && (Boolean.TRUE.equals(did) || !woken.remove(instanceId, false))) {
            enqueue(instanceId);
          }
        });
  }

  private Future<Boolean> workOnce(long instanceId) {
    if (stopped) {
      return Future.succeededFuture(false);
    }
    woken.replace(instanceId, false);
    return step.apply(instanceId);
  }
}
