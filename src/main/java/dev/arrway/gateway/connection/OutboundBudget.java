package dev.arrway.gateway.connection;

import dev.arrway.platform.http.ByteBudget;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The memory for messages that clients of this node have not read yet, shared by all of them. When
 * it is used up, the client with the most unread bytes is disconnected, so that clients that do not
 * read take nothing from the others. Thread-safe.
 */
public final class OutboundBudget {
  /**
   * The bytes by which a queue may exceed the largest other one before its own client is
   * disconnected.
   */
  private static final long SLACK = 128 << 10;

  private final ByteBudget bytes;
  private final Set<OutboundQueue> holders = ConcurrentHashMap.newKeySet();

  /**
   * Creates an empty budget.
   *
   * @param capacity bytes that may wait at once, at least 1
   */
  public OutboundBudget(long capacity) {
    this.bytes = new ByteBudget(capacity);
  }

  /** Returns the bytes that wait now. */
  public long used() {
    return bytes.used();
  }

  /**
   * Makes room for a queue's bytes, if need be by dropping the clients for which more waits.
   *
   * @return false when nothing larger is left than the queue itself, which then has to go
   */
  boolean reserve(OutboundQueue queue, int more) {
    holders.add(queue);
    while (!bytes.tryReserve(more)) {
      Optional<OutboundQueue> largest =
          holders.stream().max(Comparator.comparingLong(OutboundQueue::reserved));
      if (largest.isEmpty()
          || largest.get() == queue
          || queue.reserved() + more > largest.get().reserved() + SLACK) {
        return false;
      }
      largest.get().evict();
    }
    return true;
  }

  void release(long fewer) {
    bytes.release(fewer);
  }

  void leave(OutboundQueue queue) {
    holders.remove(queue);
  }
}
