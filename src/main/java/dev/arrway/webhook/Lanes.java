package dev.arrway.webhook;

import dev.arrway.bus.Sink;
import io.vertx.core.Future;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works through what waits for an instance, one piece after another, and for {@value #AT_ONCE}
 * instances at once: after a long stop thousands may have something that waits. Whoever wakes a
 * lane that runs has it look once more.
 */
final class Lanes {
  private static final Logger log = LoggerFactory.getLogger(Lanes.class);

  /** Instances that are worked on at once. */
  static final int AT_ONCE = 64;

  private final String work;
  private final LongFunction<Future<Boolean>> step;
  private final Map<Long, Boolean> again = new ConcurrentHashMap<>();
  private final Queue<Long> waiting = new ConcurrentLinkedQueue<>();
  private final AtomicInteger running = new AtomicInteger();
  private volatile boolean stopped;

  /**
   * Lanes.
   *
   * @param work what is done, for the log
   * @param step does one piece; whether there was one
   */
  Lanes(String work, LongFunction<Future<Boolean>> step) {
    this.work = work;
    this.step = step;
  }

  /** There may be something to do. */
  void wake(long instanceId) {
    if (!stopped && again.put(instanceId, true) == null) {
      waiting.add(instanceId);
      begin();
    }
  }

  private void begin() {
    while (running.incrementAndGet() <= AT_ONCE) {
      Long next = waiting.poll();
      if (next == null) {
        break;
      }
      run(next);
    }
    if (running.decrementAndGet() < AT_ONCE && !waiting.isEmpty()) {
      begin();
    }
  }

  private void end() {
    running.decrementAndGet();
    if (!waiting.isEmpty()) {
      begin();
    }
  }

  /** Begins nothing more. */
  void stop() {
    stopped = true;
  }

  private void run(long instanceId) {
    again.replace(instanceId, false);
    Sink.of(
        step.apply(instanceId),
        Runnable::run,
        (@Nullable Boolean did, @Nullable Throwable cause) -> {
          if (cause != null) {
            log.atInfo()
                .addKeyValue("instance", instanceId)
                .log("{} goes on later: {}", work, cause.getMessage());
            again.remove(instanceId);
            end();
          } else if (!stopped && (Boolean.TRUE.equals(did) || !again.remove(instanceId, false))) {
            run(instanceId);
          } else {
            end();
          }
        });
  }
}
