package dev.arrway.gateway.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.vertx.core.Vertx;
import io.vertx.core.impl.transports.NioTransport;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.transport.Transport;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Java's own network transport, whose listening sockets accept connections within limits where that
 * is asked for. Vert.x has no such limits, and shows a connection only after its first bytes.
 */
public final class LimitedTransport implements Transport {
  private final LimitedSockets sockets;

  /** Creates a transport; each listening socket that is protected has these limits by itself. */
  public LimitedTransport(ConnectionLimits limits) {
    this.sockets = new LimitedSockets(limits);
  }

  /**
   * Applies the limits to a port on which HTTP is served and each request reported to {@link
   * RequestHeadTimer}; does nothing for a Vert.x with another transport.
   */
  public static void protect(Vertx vertx, int port) {
    if (((VertxInternal) vertx).transport() instanceof LimitedSockets sockets) {
      sockets.ports.add(port);
    }
  }

  @Override
  public String name() {
    return "nio";
  }

  @Override
  public boolean available() {
    return true;
  }

  @Override
  public @Nullable Throwable unavailabilityCause() {
    return null;
  }

  @Override
  public io.vertx.core.spi.transport.Transport implementation() {
    return sockets;
  }

  private static final class LimitedSockets extends NioTransport {
    private final ConnectionLimits limits;
    private final Set<Integer> ports = ConcurrentHashMap.newKeySet();

    LimitedSockets(ConnectionLimits limits) {
      this.limits = limits;
    }

    @Override
    public ChannelFactory<? extends ServerChannel> serverChannelFactory(boolean domainSocket) {
      return domainSocket
          ? super.serverChannelFactory(true)
          : () -> new LimitedServerChannel(new AcceptedConnections(limits), ports);
    }
  }

  /** A listening socket that closes what is beyond its limits before anything is done for it. */
  private static final class LimitedServerChannel extends NioServerSocketChannel {
    private final AcceptedConnections registry;
    private final Set<Integer> ports;

    LimitedServerChannel(AcceptedConnections registry, Set<Integer> ports) {
      this.registry = registry;
      this.ports = ports;
    }

    @Override
    protected int doReadMessages(List<Object> accepted) throws Exception {
      int count = super.doReadMessages(accepted);
      if (count > 0
          && isProtected()
          && accepted.get(accepted.size() - 1) instanceof Channel channel
          && !registry.add(channel)) {
        accepted.remove(accepted.size() - 1);
        channel.unsafe().closeForcibly();
        return 0;
      }
      return count;
    }

    private boolean isProtected() {
      InetSocketAddress local = localAddress();
      return local != null && ports.contains(local.getPort());
    }
  }
}
