package dev.arrway.gateway.bridge;

import dev.arrway.gateway.connection.ConnectionCut;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.SocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The bridge for programs without WebSockets: each frame is its length (4 bytes) and its JSON. */
public final class TcpBridge {
  private static final Logger log = LoggerFactory.getLogger(TcpBridge.class);

  private final NetServer server;

  private TcpBridge(NetServer server) {
    this.server = server;
  }

  /**
   * Listens.
   *
   * @param port 0 for any free one
   * @return fails when the port is taken
   */
  public static Future<TcpBridge> listen(Bridge bridge, String host, int port) {
    NetServer server =
        bridge
            .vertx()
            .createNetServer(new NetServerOptions().setTcpKeepAlive(true).setTcpNoDelay(true))
            .connectHandler(socket -> open(bridge, socket));
    return server
        .listen(port, host)
        .map(
            listening -> {
              log.info("the TCP bridge listens on {}:{}", host, listening.actualPort());
              return new TcpBridge(listening);
            });
  }

  /** Where it listens. */
  public int port() {
    return server.actualPort();
  }

  /** Ends all sockets and the listening. */
  public Future<Void> close() {
    return server.close();
  }

  private static void open(Bridge bridge, NetSocket socket) {
    SocketAddress peer = socket.remoteAddress();
    String address = peer == null || peer.hostAddress() == null ? "" : peer.hostAddress();
    BridgeSocket.open(bridge, Words.TCP, new TcpPipe(socket), address, null)
        .ifPresentOrElse(client -> listen(bridge, socket, client), socket::pause);
  }

  private static void listen(Bridge bridge, NetSocket socket, BridgeSocket client) {
    FrameReader reader = new FrameReader(bridge, client, socket);
    socket.handler(reader);
    socket.closeHandler(
        gone -> {
          reader.close();
          client.closed();
        });
    socket.exceptionHandler(broken -> client.closed());
  }

  private record TcpPipe(NetSocket socket) implements Pipe {
    @Override
    public Future<Void> write(Buffer frames) {
      return socket.write(frames);
    }

    @Override
    public void close() {
      socket.close().onFailure(gone -> log.debug("a client had gone"));
    }

    @Override
    public void cut() {
      ConnectionCut.cut(socket);
    }
  }
}
