package dev.arrway.sandbox.media;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** {@code /sandbox/files}: what lies on the disks, for people. */
public final class MediaControl {
  private final MediaShelf shelf;

  /** Of this server. */
  public MediaControl(MediaShelf shelf) {
    this.shelf = shelf;
  }

  /** Answers {@code GET} with the files; {@code POST} of an array of paths puts files there. */
  public boolean handle(HttpServerRequest request, String path) {
    if (!path.equals("/sandbox/files")) {
      return false;
    }
    if (request.method().equals(HttpMethod.POST)) {
      var ignored = request.body().map(body -> put(request, body.toString()));
    } else {
      end(request, 200);
    }
    return true;
  }

  private boolean put(HttpServerRequest request, String body) {
    try {
      new JsonArray(body).stream().map(String.class::cast).forEach(shelf::put);
      end(request, 200);
    } catch (DecodeException | ClassCastException e) {
      end(request, 400);
    }
    return true;
  }

  private void end(HttpServerRequest request, int status) {
    var files = new JsonArray();
    shelf.files().forEach(files::add);
    var ignored =
        request
            .response()
            .setStatusCode(status)
            .putHeader("Content-Type", "application/json; charset=utf-8")
            .end(new JsonObject().put("files", files).toBuffer());
  }
}
