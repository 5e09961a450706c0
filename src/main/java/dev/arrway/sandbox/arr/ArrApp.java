package dev.arrway.sandbox.arr;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.Streams;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import java.util.Locale;
import java.util.stream.Stream;

/** The outer behaviour of a simulated server: keys, the page, unknown paths, headers, bodies. */
public final class ArrApp implements SandboxApp {
  private static final String PREFIX = "/api/v3";
  private static final String JSON = "application/json; charset=utf-8";

  private final Vertx vertx;
  private final ArrState state;
  private final Routes routes;

  /** Serves these operations. */
  public ArrApp(Vertx vertx, ArrState state, Routes routes) {
    this.vertx = vertx;
    this.state = state;
    this.routes = routes;
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    var bearer = request.getHeader("Authorization");
    return Stream.of(
            request.getHeader("X-Api-Key"),
            request.getParam("apikey"),
            bearer != null && bearer.regionMatches(true, 0, "Bearer ", 0, 7)
                ? bearer.substring(7)
                : null)
        .anyMatch(key -> key != null && Secret.of(key).equals(state.settings().apiKey()));
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    if (lower.equals("/ping")) {
      send(request.response(), Reply.ok(Wire.object("status", "OK")));
    } else if (lower.equals("/api") || lower.startsWith("/api/")) {
      request.response().putHeader("X-Application-Version", state.version());
      api(request, lower);
    } else {
      page(request.response(), path);
    }
  }

  private void page(HttpServerResponse response, String path) {
    var html =
        "<!doctype html><html lang=\"en\"><head><title>"
            + state.vendor().appName()
            + "</title></head><body><div id=\"root\">"
            + (path.startsWith("/login") ? "Login" : "Loading")
            + "</div></body></html>";
    var ignored = response.putHeader("Content-Type", "text/html; charset=utf-8").end(html);
  }

  private void api(HttpServerRequest request, String path) {
    if (!allowed(request)) {
      send(request.response(), Reply.empty(401));
    } else if (path.equals("/api") || path.equals("/api/")) {
      send(
          request.response(),
          Reply.ok(Wire.object("current", "v3", "deprecated", new JsonArray())));
    } else {
      operation(request, path);
    }
  }

  private void operation(HttpServerRequest request, String path) {
    var found =
        path.startsWith(PREFIX + "/")
            ? routes.find(path.substring(PREFIX.length()))
            : java.util.Optional.<Routes.Found>empty();
    var method = request.method().name();
    if (found.isEmpty()) {
      send(request.response(), Reply.message(404, "NotFound", null));
    } else if (!found.get().methods().containsKey(method)) {
      request.response().putHeader("Allow", String.join(", ", found.get().methods().keySet()));
      send(request.response(), Reply.empty(405));
    } else {
      var ignored =
          request
              .body()
              .andThen(
                  read -> {
                    if (read.succeeded()) {
                      run(request, found.get(), read.result());
                    }
                  });
    }
  }

  private void run(HttpServerRequest request, Routes.Found found, Buffer body) {
    var operation = found.methods().get(request.method().name());
    try {
      if (operation != null) {
        var call = new Call(request.params(), body, found.id());
        var ignored = operation.apply(call).onSuccess(reply -> send(request.response(), reply));
      }
    } catch (Unbound e) {
      send(request.response(), e.reply());
    } catch (ClassCastException e) {
      send(request.response(), Reply.unbound("$", "The JSON value has the wrong type."));
    }
  }

  private void send(HttpServerResponse response, Reply reply) {
    response.setStatusCode(reply.status());
    if (reply.rows() != null) {
      response.putHeader("Content-Type", JSON).setChunked(true);
      Streams.send(vertx, response, new RowPieces(reply.rows()));
      return;
    }
    var body = reply.body();
    if (body != null) {
      response.putHeader("Content-Type", reply.type());
    }
    var ignored = body == null ? response.end() : response.end(Json.encodeToBuffer(body));
  }
}
