package dev.arrway.sandbox.xtream;

import dev.arrway.platform.config.Secret;
import dev.arrway.sandbox.SandboxApp;
import dev.arrway.sandbox.Streams;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;

/**
 * Answers as panels do: JSON that calls itself HTML, 200 for wrong passwords, and the account for
 * an action that it does not know.
 */
final class XtreamApp implements SandboxApp {
  private static final String TYPE = "text/html; charset=UTF-8";
  private static final int PIECE = 200;

  private final Vertx vertx;
  private final XtreamState state;
  private final XtreamJson json;

  XtreamApp(Vertx vertx, XtreamState state) {
    this.vertx = vertx;
    this.state = state;
    this.json = new XtreamJson(state);
  }

  @Override
  public boolean allowed(HttpServerRequest request) {
    return XtreamState.USERNAME.equals(request.getParam("username"))
        && Secret.of(Objects.requireNonNullElse(request.getParam("password"), ""))
            .equals(state.password());
  }

  @Override
  public void handle(HttpServerRequest request, String path) {
    var response = request.response();
    if (!path.equals("/player_api.php")) {
      var ignored =
          response.setStatusCode(404).putHeader("Content-Type", TYPE).end("<html>404</html>");
    } else if (!allowed(request)) {
      send(response, new JsonObject().put("user_info", new JsonObject().put("auth", 0)).toBuffer());
    } else {
      action(request, Objects.requireNonNullElse(request.getParam("action"), ""));
    }
  }

  private void action(HttpServerRequest request, String action) {
    var response = request.response();
    switch (action) {
      case "get_vod_categories" -> send(response, json.groups("Movies").toBuffer());
      case "get_series_categories" -> send(response, json.groups("Series").toBuffer());
      // An account without groups of channels: an empty object where a list belongs.
      case "get_live_categories" -> send(response, new JsonObject().toBuffer());
      case "get_vod_streams" -> stream(response, state.movies().size(), json::movie);
      case "get_series" -> stream(response, state.series().size(), json::series);
      case "get_live_streams" -> stream(response, XtreamJson.CHANNELS, json::channel);
      case "get_series_info" ->
          send(response, json.seriesInfo(number(request.getParam("series_id"))).toBuffer());
      default -> send(response, json.account().toBuffer());
    }
  }

  private static int number(String text) {
    return text != null && text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static void send(HttpServerResponse response, Buffer body) {
    var ignored = response.putHeader("Content-Type", TYPE).end(body);
  }

  private void stream(HttpServerResponse response, int size, IntFunction<JsonObject> element) {
    response.putHeader("Content-Type", TYPE).setChunked(true);
    List<Integer> starts = new ArrayList<>();
    for (var at = 0; at < size || at == 0; at += PIECE) {
      starts.add(at);
    }
    var pieces = starts.stream().map(from -> piece(from, size, element)).iterator();
    Streams.send(vertx, response, pieces);
  }

  private static Buffer piece(int from, int size, IntFunction<JsonObject> element) {
    var to = Math.min(size, from + PIECE);
    var rows = new JsonArray();
    for (var i = from; i < to; i++) {
      rows.add(element.apply(i + 1));
    }
    var text = rows.encode();
    return Buffer.buffer(
        (from == 0 ? "[" : ",") + text.substring(1, text.length() - 1) + (to == size ? "]" : ""));
  }
}
