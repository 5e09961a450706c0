package dev.arrway.feature.downloads;

import dev.arrway.feature.arrs.ArrQueues;
import dev.arrway.protocol.CallContext;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The queues of users' instances, asked anew or as they were a moment ago. */
final class QueueLook {
  private final ArrQueues queues;
  private final Duration recent;
  private final Clock clock;
  private final Map<Long, Seen> last = new ConcurrentHashMap<>();

  /**
   * Asks nothing by itself.
   *
   * @param recent for how long an answer does for scheduled work
   */
  QueueLook(ArrQueues queues, Duration recent, Clock clock) {
    this.queues = queues;
    this.recent = recent;
    this.clock = clock;
  }

  /**
   * What was seen.
   *
   * @param anew whether it was asked just now
   */
  record Seen(QueueJoin join, Instant at, boolean anew) {}

  /** As they are now; never fails. */
  Future<Seen> now(CallContext who) {
    Instant asked = clock.instant();
    return queues
        .all(who)
        .map(QueueJoin::of)
        .map(
            join -> {
              last.put(who.userId(), new Seen(join, asked, false));
              return new Seen(join, asked, true);
            });
  }

  /** As they were a moment ago, or are now; never fails. */
  Future<Seen> recently(CallContext who) {
    Seen known = last.get(who.userId());
    return known != null && known.at().plus(recent).isAfter(clock.instant())
        ? Future.succeededFuture(known)
        : now(who);
  }
}
