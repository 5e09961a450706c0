package dev.arrway.gateway.connection;

import dev.arrway.platform.http.ClientNetwork;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The connections whose clients have not shown credentials yet, limited per client network and in
 * all. Thread-safe.
 */
final class UnidentifiedConnections {
  private final int most;
  private final int mostPerNetwork;
  private final Set<ClientConnection> all = ConcurrentHashMap.newKeySet();
  private final AtomicInteger count = new AtomicInteger();
  private final Map<String, Integer> byNetwork = new ConcurrentHashMap<>();

  UnidentifiedConnections(int most, int mostPerNetwork) {
    this.most = most;
    this.mostPerNetwork = mostPerNetwork;
  }

  Set<ClientConnection> all() {
    return all;
  }

  int size() {
    return count.get();
  }

  /** Adds a connection unless its network or the node has too many; returns whether it did. */
  boolean tryAdd(ClientConnection connection) {
    if (count.incrementAndGet() > most) {
      count.decrementAndGet();
      return false;
    }
    boolean[] added = {false};
    byNetwork.compute(
        ClientNetwork.of(connection.address()),
        (same, before) -> {
          int known = before == null ? 0 : before;
          added[0] = known < mostPerNetwork;
          return added[0] ? Integer.valueOf(known + 1) : before;
        });
    if (added[0]) {
      all.add(connection);
    } else {
      count.decrementAndGet();
    }
    return added[0];
  }

  /** Removes a connection; returns whether it was there. */
  boolean remove(ClientConnection connection) {
    boolean removed = all.remove(connection);
    if (removed) {
      count.decrementAndGet();
      byNetwork.computeIfPresent(
          ClientNetwork.of(connection.address()),
          (same, known) -> known > 1 ? Integer.valueOf(known - 1) : null);
    }
    return removed;
  }
}
