package dev.arrway.gateway.connection;

import io.netty.channel.Channel;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
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
  /** Connections that are looked at to find one that is not being served. */
  private static final int MOST_EXAMINED = 1024;

  private final ConnectionLimits limits;
  private final Set<RequestHeadTimer> all = new LinkedHashSet<>();
  private final Map<InetAddress, Set<RequestHeadTimer>> byAddress = new HashMap<>();

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
      if (address != null) {
        byAddress.computeIfAbsent(address, key -> new LinkedHashSet<>()).add(connection);
      }
    }
    if (evicted != null) {
      evicted.close();
    }
    channel.pipeline().addFirst(RequestHeadTimer.NAME, connection);
    channel.closeFuture().addListener(closed -> remove(connection));
    return true;
  }

  /** Returns null when there is room, NONE when nothing can make room. */
  private @Nullable RequestHeadTimer evictable(@Nullable InetAddress address) {
    Set<RequestHeadTimer> same = address == null ? null : byAddress.get(address);
    if (address != null
        && same != null
        && same.size() >= limits.mostPerAddress()
        && !limits.exempt().test(address)) {
      return oldestUnserved(same);
    }
    return all.size() >= limits.mostOpen() ? oldestUnserved(all) : null;
  }

  /** Those that never sent a request go first. */
  private static RequestHeadTimer oldestUnserved(Set<RequestHeadTimer> connections) {
    return connections.stream()
        .filter(each -> !each.isKnown())
        .findFirst()
        .orElseGet(
            () ->
                connections.stream()
                    .limit(MOST_EXAMINED)
                    .filter(each -> !each.isServed())
                    .findFirst()
                    .orElse(RequestHeadTimer.NONE));
  }

  private synchronized void remove(RequestHeadTimer connection) {
    all.remove(connection);
    InetAddress address = connection.address();
    Set<RequestHeadTimer> same = address == null ? null : byAddress.get(address);
    if (same != null && same.remove(connection) && same.isEmpty()) {
      byAddress.remove(address);
    }
  }

  private static @Nullable InetAddress address(Channel channel) {
    return channel.remoteAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
  }
}
