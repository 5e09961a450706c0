package dev.arrway.gateway.connection;

import dev.arrway.platform.http.ClientNetwork;
import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The open connections of one listening socket. When there are too many, the oldest one that is not
 * being served makes room: one that has not sent the head of a request, or is idle between two.
 * Thread-safe.
 */
final class AcceptedConnections {
  /** The maximum number of connections examined to find one that is not being served. */
  private static final int MOST_EXAMINED = 1024;

  private final ConnectionLimits limits;
  private final Set<RequestHeadTimer> all = new LinkedHashSet<>();
  private final Map<String, Set<RequestHeadTimer>> byNetwork = new HashMap<>();

  /** Connections that had sent no request when they were last examined, the oldest first. */
  private final Set<RequestHeadTimer> fresh = new LinkedHashSet<>();

  AcceptedConnections(ConnectionLimits limits) {
    this.limits = limits;
  }

  /**
   * Adds a new connection, before it is registered with an event loop.
   *
   * @return whether there was room; otherwise the caller closes the connection
   */
  boolean add(Channel channel) {
    InetAddress address = address(channel);
    RequestHeadTimer connection = new RequestHeadTimer(limits.headerTimeout());
    RequestHeadTimer evicted;
    synchronized (this) {
      evicted = evictable(address);
      if (evicted == RequestHeadTimer.NONE) {
        return false;
      }
      if (evicted != null) {
        remove(evicted);
      }
      connection.bind(channel, address);
      all.add(connection);
      fresh.add(connection);
      if (address != null) {
        byNetwork.computeIfAbsent(network(address), key -> new LinkedHashSet<>()).add(connection);
      }
    }
    if (evicted != null) {
      evicted.close();
    }
    channel.pipeline().addFirst(RequestHeadTimer.NAME, connection);
    channel.closeFuture().addListener(closed -> remove(connection));
    return true;
  }

  /**
   * Returns the connection to close for a new one; null when there is room, NONE when no connection
   * may be closed.
   */
  private @Nullable RequestHeadTimer evictable(@Nullable InetAddress address) {
    Set<RequestHeadTimer> same = address == null ? null : byNetwork.get(network(address));
    if (address != null
        && same != null
        && same.size() >= limits.mostPerAddress()
        && !limits.exempt().test(address)) {
      return same.stream()
          .filter(each -> !each.isKnown())
          .findFirst()
          .orElseGet(() -> oldestUnserved(same));
    }
    if (all.size() < limits.mostOpen()) {
      return null;
    }
    RequestHeadTimer first = oldestFresh();
    return first == null ? oldestUnserved(all) : first;
  }

  /**
   * Returns the oldest connection without a request, or null. Connections that have sent one are
   * removed from the set, so each is examined only once.
   */
  private @Nullable RequestHeadTimer oldestFresh() {
    for (Iterator<RequestHeadTimer> each = fresh.iterator(); each.hasNext(); ) {
      RequestHeadTimer oldest = each.next();
      if (!oldest.isKnown()) {
        return oldest;
      }
      each.remove();
    }
    return null;
  }

  private static RequestHeadTimer oldestUnserved(Set<RequestHeadTimer> connections) {
    return connections.stream()
        .limit(MOST_EXAMINED)
        .filter(each -> !each.isServed())
        .findFirst()
        .orElse(RequestHeadTimer.NONE);
  }

  private synchronized void remove(RequestHeadTimer connection) {
    all.remove(connection);
    fresh.remove(connection);
    InetAddress address = connection.address();
    if (address == null) {
      return;
    }
    String network = network(address);
    Set<RequestHeadTimer> same = byNetwork.get(network);
    if (same != null && same.remove(connection) && same.isEmpty()) {
      byNetwork.remove(network);
    }
  }

  private static String network(InetAddress address) {
    return ClientNetwork.of(address.getHostAddress());
  }

  private static @Nullable InetAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
  }
}
