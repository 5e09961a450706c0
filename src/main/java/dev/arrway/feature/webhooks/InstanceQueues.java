package dev.arrway.feature.webhooks;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.bus.Sink;
import io.vertx.core.Future;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queues of work, one for each instance. The work of one instance runs in sequence, and at most
 * {@value #AT_ONCE} instances are processed at a time, since thousands may have work after a long
 * stop. After each piece, an instance with more work goes to the end of the queue. Thread-safe.
 */
final class InstanceQueues {
  private static final Logger log = LoggerFactory.getLogger(InstanceQueues.class);

  /** The maximum number of instances that are processed at a time. */
  static final int AT_ONCE = 64;

  private final String work;
  private final LongFunction<Future<Boolean>> step;
  private final FairSlots slots = FairSlots.unbounded(AT_ONCE, 1);

  /**
   * Instances that wait or are being processed; true if they were woken since their last piece of
   * work.
   */
  private final Map<Long, Boolean> woken = new ConcurrentHashMap<>();

  private volatile boolean stopped;

  /**
   * Creates empty queues.
   *
   * @param work the name of the work, for the log
   * @param step does one piece of work of an instance; returns false when there was none
   */
  InstanceQueues(String work, LongFunction<Future<Boolean>> step) {
    this.work = work;
    this.step = step;
  }

  /** Schedules an instance; if it is being processed, it is processed again afterwards. */
  void wake(long instanceId) {
    if (!stopped && woken.put(instanceId, true) == null) {
      enqueue(instanceId);
    }
  }

  /** Starts no more work; running work is completed. */
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
                .log("{} failed and is retried later: {}", work, cause.getMessage());
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
