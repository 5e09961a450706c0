package dev.arrway.upstream;

import static dev.arrway.upstream.TestActors.await;

import dev.arrway.upstream.PublishedApi.Operation;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.RequestOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Stands before a server, or in its place, and holds every request and every answer against a
 * published document.
 */
public final class DocumentedServer {
  private final PublishedApi api;
  private final Map<String, String> known;
  private final Map<String, String> differences;
  private final HttpClient client;
  private final Optional<String> target;
  private final HttpServer server;

  public final List<String> problems = new CopyOnWriteArrayList<>();
  public final Set<String> seen = new ConcurrentSkipListSet<>();

  /**
   * Listens.
   *
   * @param differences what the real server takes, by what the document calls it; used before a
   *     server only
   * @param known values for examples
   * @param target the server behind it; empty: the document's own examples are answered
   */
  public DocumentedServer(
      Vertx vertx,
      PublishedApi api,
      Map<String, String> differences,
      Map<String, String> known,
      Optional<String> target) {
    this.api = api;
    this.known = known;
    this.differences = differences;
    this.target = target;
    this.client = vertx.createHttpClient();
    this.server =
        await(vertx.createHttpServer().requestHandler(this::received).listen(0, "127.0.0.1"));
  }

  public String url() {
    return "http://127.0.0.1:" + server.actualPort();
  }

  private Optional<Operation> operation(HttpServerRequest request) {
    String asked = request.method().name() + " " + request.path();
    for (Map.Entry<String, String> each : differences.entrySet()) {
      if (asked.matches(each.getKey())) {
        String[] documented = asked.replaceFirst(each.getKey(), each.getValue()).split(" ");
        return api.operation(documented[0], documented[1]);
      }
    }
    return api.operation(request.method().name(), request.path());
  }

  private void received(HttpServerRequest request) {
    var ignored = request.body().onSuccess(body -> judged(request, body));
  }

  private void judged(HttpServerRequest request, Buffer body) {
    Optional<Operation> operation = operation(request);
    if (operation.isEmpty()) {
      if (target.isPresent()) {
        problems.add(request.method() + " " + request.path() + " is not described");
      }
      var ignored = request.response().setStatusCode(405).end();
      return;
    }
    Operation known = operation.get();
    seen.add(known.name());
    api.request(known, request, body.toString())
        .forEach(it -> problems.add(request.method() + " " + request.uri() + ": " + it));
    if (target.isEmpty()) {
      PublishedApi.Example example = api.example(known, this.known);
      answer(request, example.status(), Buffer.buffer(example.body()));
    } else {
      forward(request, body, known);
    }
  }

  private void forward(HttpServerRequest request, Buffer body, Operation operation) {
    var ignored =
        client
            .request(
                new RequestOptions()
                    .setMethod(HttpMethod.valueOf(request.method().name()))
                    .setAbsoluteURI(target.orElseThrow() + request.uri())
                    .setHeaders(request.headers()))
            .compose((HttpClientRequest sent) -> sent.send(body))
            .compose(
                response ->
                    response
                        .body()
                        .map(
                            answer -> {
                              api.answer(operation, response.statusCode(), answer.toString())
                                  .forEach(it -> problems.add(request.uri() + " answered " + it));
                              answer(request, response.statusCode(), answer);
                              return answer;
                            }))
            .onFailure(cause -> problems.add(cause.toString()));
  }

  private static void answer(HttpServerRequest request, int status, Buffer body) {
    var response = request.response().setStatusCode(status);
    var ignored =
        body.length() == 0
            ? response.end()
            : response.putHeader("Content-Type", "application/json").end(body);
  }
}
