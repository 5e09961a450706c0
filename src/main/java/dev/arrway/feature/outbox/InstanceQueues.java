package dev.arrway.feature.outbox;

import dev.arrway.platform.bus.Sink;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The queues of all instances, each worked off by itself, all on one context. */
final class InstanceQueues {
  private static final Logger log = LoggerFactory.getLogger(InstanceQueues.class);
  private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

  /** Longer than any try can take: what was sent before and has no outcome has lost its process. */
  private static final Duration ABANDONED = Duration.ofMinutes(15);

  private final Outbox.Parts parts;
  private final OutboxRows rows;
  private final Attempts attempts;
  private final Endings endings;
  private final Context context;
  private final Map<Long, InstanceQueue> queues = new ConcurrentHashMap<>();
  private long timer = -1;
  private volatile boolean stopped;

  InstanceQueues(Outbox.Parts parts, OutboxRows rows, Attempts attempts, Endings endings) {
    this.parts = parts;
    this.rows = rows;
    this.attempts = attempts;
    this.endings = endings;
    this.context = parts.vertx().getOrCreateContext();
  }

  Future<Void> start() {
    Instant now = parts.clock().instant();
    return parts
        .database()
        .background()
        .asSystem(c -> rows.abandoned(c, now.plusSeconds(1), now))
        .map(
            left -> {
              if (left > 0) {
                log.info("{} changes were on their way when the gateway ended", left);
              }
              timer =
                  parts.vertx().setPeriodic(1, BETWEEN_LOOKS.toMillis(), tick -> logged(look()));
              return null;
            });
  }

  /** Stops sending changes and probing instances. */
  void stop() {
    stopped = true;
    parts.vertx().cancelTimer(timer);
  }

  /** Sends what waits, unless the instance is known to be down. */
  void look(long instanceId) {
    context.runOnContext(now -> logged(queue(instanceId).look()));
  }

  /** Sends what waits. */
  void wake(long instanceId) {
    context.runOnContext(now -> logged(queue(instanceId).wake()));
  }

  /** The instance was reached. */
  void reachable(long instanceId) {
    InstanceQueue queue = queues.get(instanceId);
    if (queue != null && queue.paused()) {
      wake(instanceId);
    }
  }

  /** A try beside the queue left a change waiting. */
  void left(long instanceId, boolean down) {
    if (down) {
      context.runOnContext(now -> queue(instanceId).down());
    } else {
      look(instanceId);
    }
  }

  private Future<Void> look() {
    Instant now = parts.clock().instant();
    return parts
        .database()
        .background()
        .asSystem(
            c -> rows.abandoned(c, now.minus(ABANDONED), now).compose(requeued -> rows.due(c, now)))
        .map(
            due -> {
              due.forEach(this::look);
              return null;
            });
  }

  private InstanceQueue queue(long instanceId) {
    return queues.computeIfAbsent(
        instanceId,
        id ->
            new InstanceQueue(
                most -> claim(id, most),
                this::attempt,
                () -> attempts.probe(id),
                wait -> probeAfter(id, wait),
                System::nanoTime));
  }

  private Future<List<OutboxEntry>> claim(long instanceId, int most) {
    if (stopped) {
      return Future.succeededFuture(List.of());
    }
    return parts
        .database()
        .background()
        .asSystem(
            c ->
                rows.claim(c, instanceId, parts.clock().instant(), most)
                    .compose(
                        claimed ->
                            claimed.isEmpty()
                                ? Future.succeededFuture(claimed)
                                : parts
                                    .events()
                                    .append(c, claimed.stream().map(attempts::transition).toList())
                                    .map(claimed)));
  }

  private Future<Boolean> attempt(OutboxEntry entry) {
    return attempts
        .send(entry, false)
        .map(
            tried -> {
              endings.tell(tried.entry());
              return tried.down();
            });
  }

  private void probeAfter(long instanceId, Duration wait) {
    var ignored = parts.vertx().setTimer(wait.toMillis(), fired -> probe(instanceId));
  }

  private void probe(long instanceId) {
    if (!stopped) {
      context.runOnContext(now -> logged(queue(instanceId).probe()));
    }
  }

  private static void logged(Future<Void> work) {
    Sink.of(
        work,
        Runnable::run,
        (@Nullable Void done, @Nullable Throwable cause) -> {
          if (cause != null) {
            log.atWarn().setCause(cause).log("the outbox will look again");
          }
        });
  }
}
