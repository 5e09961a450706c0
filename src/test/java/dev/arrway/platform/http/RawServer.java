package dev.arrway.platform.http;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A server of bare sockets, for answers that no HTTP server would give. */
final class RawServer {
  final AtomicInteger connections = new AtomicInteger();
  final AtomicInteger requests = new AtomicInteger();
  final List<String> heads = new CopyOnWriteArrayList<>();
  private final NetServer server;

  /** Calls the script with the socket and the number of the request (from 1) at each head. */
  RawServer(Vertx vertx, BiConsumer<NetSocket, Integer> script) {
    server =
        Stacks.await(
            vertx
                .createNetServer()
                .connectHandler(
                    socket -> {
                      connections.incrementAndGet();
                      StringBuilder seen = new StringBuilder();
                      socket.exceptionHandler(ignored -> {});
                      socket.handler(
                          data -> {
                            seen.append(data);
                            if (seen.indexOf("\r\n\r\n") >= 0) {
                              heads.add(seen.toString());
                              seen.setLength(0);
                              script.accept(socket, requests.incrementAndGet());
                            }
                          });
                    })
                .listen(0, "127.0.0.1"));
  }

  /** Answers every request with the same bytes. */
  static RawServer answering(Vertx vertx, String bytes) {
    return new RawServer(vertx, (socket, number) -> socket.write(bytes));
  }

  static String ok(String contentType, String body) {
    return "HTTP/1.1 200 OK\r\nContent-Type: "
        + contentType
        + "\r\nContent-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  int port() {
    return server.actualPort();
  }
}
