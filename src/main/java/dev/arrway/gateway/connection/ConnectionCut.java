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
 * Closes connections without sending what is still buffered. Vert.x closes a connection only after
 * everything has been sent, which never happens when the client does not read.
 */
public final class ConnectionCut {
  private static final Logger log = LoggerFactory.getLogger(ConnectionCut.class);

  private ConnectionCut() {}

  /** Closes the connection of a request at once; over HTTP/2 only the request's stream. */
  public static void cut(HttpServerRequest request) {
    if (request.version() == HttpVersion.HTTP_2) {
      request
          .response()
          .reset()
          .onFailure(gone -> log.debug("the client had closed the connection already"));
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
