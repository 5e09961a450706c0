package dev.arrway.feature.playlists;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** A provider of playlists and panels that may be endless or slow, each at a path of its own. */
final class EndlessProvider implements AutoCloseable {
  private final Vertx vertx;
  private final HttpServer server;
  private final Map<String, Consumer<HttpServerRequest>> answers = new ConcurrentHashMap<>();

  EndlessProvider(Vertx vertx) {
    this.vertx = vertx;
    this.server =
        Futures.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        answers.getOrDefault(request.path(), this::answerNothing).accept(request))
                .listen(0, "127.0.0.1"));
  }

  String at(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  private void answerNothing(HttpServerRequest request) {
    request.response().setStatusCode(404).end();
  }

  void serves(String path, String text) {
    answers.put(path, request -> request.response().end(text));
  }

  /** Answers with pieces for ever, as fast as they are read. */
  void servesEndlessly(String path, IntFunction<String> piece) {
    answers.put(path, request -> write(request.response().setChunked(true), piece, 0));
  }

  private void write(HttpServerResponse to, IntFunction<String> piece, int number) {
    if (!to.closed() && !to.ended()) {
      Future<Void> written =
          to.write(piece.apply(number))
              .onSuccess(done -> vertx.runOnContext(x -> write(to, piece, number + 1)));
      assertThat(written).isNotNull();
    }
  }

  /** Answers with a piece each time the milliseconds have passed. */
  void trickles(String path, String first, String piece, long millis) {
    answers.put(
        path,
        request -> {
          HttpServerResponse to = request.response().setChunked(true);
          Future<Void> begun = to.write(first);
          assertThat(begun).isNotNull();
          long timer =
              vertx.setPeriodic(
                  millis,
                  tick -> {
                    if (!to.closed()) {
                      Future<Void> written = to.write(piece);
                      assertThat(written).isNotNull();
                    }
                  });
          to.closeHandler(gone -> vertx.cancelTimer(timer));
        });
  }

  void panel(String path, String endless, IntFunction<String> piece) {
    answers.put(
        path + "/player_api.php",
        request -> {
          String action = request.getParam("action");
          if (action == null) {
            request.response().end("{\"user_info\":{\"auth\":1,\"status\":\"Active\"}}");
          } else if (action.equals(endless)) {
            write(request.response().setChunked(true), piece, 0);
          } else {
            request.response().end("[]");
          }
        });
  }

  /** A panel all of whose lists are what another path answers. */
  void panelOf(String path, String list) {
    answers.put(
        path + "/player_api.php",
        request -> {
          if (request.getParam("action") == null) {
            request.response().end("{\"user_info\":{\"auth\":1,\"status\":\"Active\"}}");
          } else {
            answers.getOrDefault(list, this::answerNothing).accept(request);
          }
        });
  }

  @Override
  public void close() {
    Futures.await(server.close());
  }
}
