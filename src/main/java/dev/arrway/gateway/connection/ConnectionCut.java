package dev.arrway.gateway.connection;

import io.netty.channel.Channel;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.HttpServerConnection;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The abrupt end of a connection. Vert.x closes a connection only after what was written before has
 * gone out, which never happens when the client does not read; this throws it away instead.
 */
public final class ConnectionCut {
  private static final Logger log = LoggerFactory.getLogger(ConnectionCut.class);

  private ConnectionCut() {}

  /** Cuts the connection of a request, or its stream where others share the connection. */
  public static void cut(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request
          .response()
          .reset()
          .onFailure(gone -> log.debug("a client had gone before it was cut off"));
    } else {
      cut(request.connection());
    }
  }

  /** Cuts a connection of the HTTP server, also one that has become a WebSocket. */
  public static void cut(HttpConnection connection) {
    if (connection instanceof HttpServerConnection known) {
      cut(known.channelHandlerContext().channel());
    } else {
      throw new IllegalArgumentException("not a server's connection: " + connection.getClass());
    }
  }

  /** Cuts a TCP connection. */
  public static void cut(NetSocket socket) {
    if (socket instanceof NetSocketInternal known) {
      cut(known.channelHandlerContext().channel());
    } else {
      throw new IllegalArgumentException("not a socket of Vert.x: " + socket.getClass());
    }
  }

  private static void cut(Channel channel) {
    channel.eventLoop().execute(() -> channel.unsafe().close(channel.newPromise()));
  }
}
