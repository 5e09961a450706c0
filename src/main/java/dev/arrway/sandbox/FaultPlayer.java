package dev.arrway.sandbox;

import io.netty.channel.ChannelOption;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;

/** Answers a request wrongly, as a {@link Fault} says. */
final class FaultPlayer {
  private static final Pattern NOW = Pattern.compile("\\{now\\+(\\d{1,6})}");
  private static final Duration TRICKLE = Duration.ofSeconds(1);
  private static final String JSON = "application/json; charset=utf-8";
  private static final String WRONG =
      "{\"id\":\"one\",\"title\":42,\"year\":{},\"tmdbId\":[1],\"tvdbId\":\"x\",\"monitored\":\"yes\","
          + "\"tags\":7,\"appName\":[],\"version\":17,\"page\":\"one\",\"totalRecords\":\"many\","
          + "\"records\":{\"0\":true}}";
  private static final String LOGIN =
      """
      <!doctype html>
      <html lang="en"><head><meta charset="utf-8"><title>Login</title></head>
      <body><form method="post" action="/login"><input name="username"><input name="password" \
      type="password"><button>Log in</button></form></body></html>
      """;

  private final Vertx vertx;

  FaultPlayer(Vertx vertx) {
    this.vertx = vertx;
  }

  /** Plays it; {@code real} gives the real answer where the fault is only a delay. */
  void play(Fault fault, HttpServerRequest request, Runnable real) {
    if (fault.delayMs() == 0) {
      now(fault, request, real);
      return;
    }
    request.pause();
    var ignored =
        vertx.setTimer(
            fault.delayMs(),
            fired -> {
              request.resume();
              now(fault, request, real);
            });
  }

  private void now(Fault fault, HttpServerRequest request, Runnable real) {
    var response = request.response();
    if (response.closed()) {
      return;
    }
    if (fault.kind() == FaultKind.LOSE_ANSWER) {
      response.headersEndHandler(begun -> reset(request));
    }
    if (fault.kind() == FaultKind.DELAY || fault.kind() == FaultKind.LOSE_ANSWER) {
      real.run();
      return;
    }
    fault.headers().forEach((name, value) -> response.putHeader(name, dated(value)));
    switch (fault.kind()) {
      case STATUS -> end(response.setStatusCode(fault.status()), "text/plain", fault.body());
      case LOGIN_PAGE -> end(response, "text/html; charset=utf-8", LOGIN);
      case BROKEN_JSON -> end(response, JSON, "[{\"id\":1,\"title\":\"The Last Win");
      case BODY -> end(response, JSON, fault.body());
      case WRONG_TYPES ->
          end(response, JSON, fault.body().isEmpty() ? "[" + WRONG + "]" : fault.body());
      case DEEP -> end(response, JSON, deep(Math.toIntExact(fault.size())));
      case HUGE -> stream(response, Bombs.array(fault.size()));
      case GZIP_BOMB ->
          stream(response.putHeader("Content-Encoding", "gzip"), Bombs.gzip(fault.size()));
      case BIG_HEADERS ->
          end(
              response.putHeader("X-Padding", "x".repeat(Math.toIntExact(fault.size()))),
              JSON,
              "{}");
      case REDIRECT -> redirect(response, fault.status(), fault.location());
      case REDIRECT_LOOP -> redirect(response, 0, request.uri());
      case TRUNCATE -> half(fault, request, () -> close(request));
      case SLOW -> trickle(response, fault.size());
      case RESET -> reset(request);
      case RESET_MID_BODY -> half(fault, request, () -> reset(request));
      case HANG, DELAY, LOSE_ANSWER -> {}
    }
  }

  private static String dated(String value) {
    return NOW.matcher(value)
        .replaceAll(
            match ->
                DateTimeFormatter.RFC_1123_DATE_TIME.format(
                    ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(Long.parseLong(match.group(1)))));
  }

  private static void end(HttpServerResponse response, String type, String body) {
    if (!body.isEmpty() && !response.headers().contains("Content-Type")) {
      response.putHeader("Content-Type", type);
    }
    var ignored = response.end(body);
  }

  private static String deep(int levels) {
    return "[".repeat(levels) + "]".repeat(levels);
  }

  private void stream(HttpServerResponse response, java.util.Iterator<Buffer> pieces) {
    Streams.send(vertx, response.putHeader("Content-Type", JSON).setChunked(true), pieces);
  }

  private static void redirect(HttpServerResponse response, int status, String location) {
    response.setStatusCode(status == 0 ? 302 : status).putHeader("Location", location);
    var ignored = response.end();
  }

  private void half(Fault fault, HttpServerRequest request, Runnable then) {
    var size = Math.toIntExact(fault.size());
    var text = "[" + "{\"id\":1,\"title\":\"The Last Winter\"},".repeat(size / 36 + 1);
    var ignored =
        request
            .response()
            .putHeader("Content-Type", JSON)
            .putHeader("Content-Length", String.valueOf(size))
            .write(text.substring(0, size / 2))
            .andThen(written -> then.run());
  }

  private void trickle(HttpServerResponse response, long bytes) {
    response.putHeader("Content-Type", JSON).putHeader("Content-Length", String.valueOf(bytes));
    var first = response.write("[");
    var timer =
        vertx.setPeriodic(
            TRICKLE.toMillis(),
            id -> {
              if (response.closed() || response.bytesWritten() >= bytes - 1) {
                vertx.cancelTimer(id);
                finish(response);
              } else {
                var ignored = response.write(" ");
              }
            });
    response.closeHandler(closed -> vertx.cancelTimer(timer));
    var ignored = first;
  }

  private static void finish(HttpServerResponse response) {
    if (!response.closed()) {
      var ignored = response.end("]");
    }
  }

  private static void close(HttpServerRequest request) {
    var ignored = request.connection().close();
  }

  /** No linger makes the close a reset (RST) in place of an orderly end (FIN). */
  private static void reset(HttpServerRequest request) {
    if (request.connection() instanceof ConnectionBase connection) {
      connection.channel().config().setOption(ChannelOption.SO_LINGER, 0);
      var ignored = connection.channel().close();
    } else {
      close(request);
    }
  }
}
