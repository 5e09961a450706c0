package dev.arrway.sandbox;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** {@code /sandbox}: the switches and counters for people, with the server's API key. */
final class ControlApi {
  private final Faults faults;
  private final Requests requests;

  ControlApi(Faults faults, Requests requests) {
    this.faults = faults;
    this.requests = requests;
  }

  static boolean owns(String path) {
    return path.equals("/sandbox") || path.startsWith("/sandbox/");
  }

  void handle(HttpServerRequest request, String path, boolean allowed) {
    if (!allowed) {
      end(request, 401, null);
      return;
    }
    switch (path) {
      case "/sandbox" -> end(request, 200, help());
      case "/sandbox/requests" -> requests(request);
      case "/sandbox/faults" -> faults(request);
      default -> end(request, 404, new JsonObject().put("message", "see GET /sandbox"));
    }
  }

  private void requests(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.DELETE)) {
      requests.reset();
    }
    end(request, 200, requests.json());
  }

  private void faults(HttpServerRequest request) {
    if (request.method().equals(HttpMethod.DELETE)) {
      faults.clear();
      end(request, 200, list());
    } else if (request.method().equals(HttpMethod.GET)) {
      end(request, 200, list());
    } else {
      var ignored = request.body().map(body -> set(request, body));
    }
  }

  private boolean set(HttpServerRequest request, Buffer body) {
    try {
      var given = given(Json.decodeValue(body));
      if (request.method().equals(HttpMethod.PUT)) {
        faults.replace(given);
      } else {
        given.forEach(faults::add);
      }
      end(request, 200, list());
    } catch (DecodeException | IllegalArgumentException | ClassCastException e) {
      end(request, 400, new JsonObject().put("message", e.getMessage()));
    }
    return true;
  }

  private static List<Fault> given(Object json) {
    if (json instanceof JsonObject one) {
      return List.of(Fault.of(one));
    }
    var all = new ArrayList<Fault>();
    if (json instanceof JsonArray many) {
      for (var one : many) {
        all.add(Fault.of((JsonObject) one));
      }
      return all;
    }
    throw new IllegalArgumentException("a fault or an array of faults is expected");
  }

  private JsonArray list() {
    var all = new JsonArray();
    faults
        .list()
        .forEach(set -> all.add(set.fault().json().put("id", set.id()).put("taken", set.taken())));
    return all;
  }

  private static JsonObject help() {
    return new JsonObject()
        .put("GET /sandbox/faults", "the fault switches that are set, with the requests they took")
        .put("PUT /sandbox/faults", "sets one fault or an array of them in place of all")
        .put("POST /sandbox/faults", "adds one fault or an array of them")
        .put("DELETE /sandbox/faults", "clears all")
        .put("GET /sandbox/requests", "counts of requests by path, connections, the last requests")
        .put("DELETE /sandbox/requests", "begins counting anew")
        .put("fault", fields())
        .put("example", Fault.status(429).on("/api/v3/movie*").header("Retry-After", "5").json());
  }

  private static JsonObject fields() {
    return new JsonObject()
        .put("kind", "one of: " + FaultKind.labels())
        .put("path", "below the URL base, * stands for anything; * alone (the default) for all")
        .put("method", "GET, POST ...; all when absent")
        .put("status", "for status (needed) and redirect (302)")
        .put("headers", "an object; {now+5} in a value becomes the HTTP date in 5 s")
        .put("body", "for status, body, wrongTypes")
        .put("location", "for redirect (needed)")
        .put("delayMs", "time before the fault, or before the real answer for delay")
        .put("bytes", "size for truncate, deep, huge, gzipBomb, slow, bigHeaders, resetMidBody")
        .put("count", "how many requests it takes; 0 (the default) for all")
        .put("probability", "above 0, at most 1 (the default)");
  }

  private static void end(
      HttpServerRequest request, int status, @org.jspecify.annotations.Nullable Object body) {
    var response = request.response().setStatusCode(status);
    var ignored =
        body == null
            ? response.end()
            : response
                .putHeader("Content-Type", "application/json; charset=utf-8")
                .end(Json.encodeToBuffer(body));
  }
}
