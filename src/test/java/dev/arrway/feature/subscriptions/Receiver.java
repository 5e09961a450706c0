package dev.arrway.feature.subscriptions;

import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** A server that deliveries are sent to; says what it got, and answers as it is told. */
public final class Receiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Got> got = new CopyOnWriteArrayList<>();
  private volatile BiConsumer<HttpServerRequest, Got> answer = status(204);

  /** A request. */
  public record Got(String path, Map<String, String> headers, String body) {
    /** A header by its name in small letters. */
    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /** Which delivery it is. */
    public String key() {
      return header("x-arrway-delivery");
    }

    /** The event's type. */
    public String type() {
      return header("x-arrway-event");
    }
  }

  private Receiver(Vertx vertx) {
    this.server =
        Futures.await(vertx.createHttpServer().requestHandler(this::handle).listen(0, "127.0.0.1"));
  }

  /** One on a port of its own. */
  public static Receiver start(Vertx vertx) {
    return new Receiver(vertx);
  }

  private void handle(HttpServerRequest request) {
    request
        .body()
        .onSuccess(
            body -> {
              Map<String, String> headers = new ConcurrentHashMap<>();
              request.headers().forEach((name, value) -> headers.put(name.toLowerCase(), value));
              Got one = new Got(request.uri(), headers, body.toString(StandardCharsets.UTF_8));
              got.add(one);
              answer.accept(request, one);
            });
  }

  /** An answer without a body. */
  public static BiConsumer<HttpServerRequest, Got> status(int status) {
    return (request, got) -> request.response().setStatusCode(status).end();
  }

  /** What to answer from now on. */
  public void answers(BiConsumer<HttpServerRequest, Got> how) {
    answer = how;
  }

  /** Everything so far. */
  public List<Got> got() {
    return List.copyOf(got);
  }

  /** Forgets what came. */
  public void forget() {
    got.clear();
  }

  /** Its address. */
  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  @Override
  public void close() {
    Futures.await(server.close());
  }
}
