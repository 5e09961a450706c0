package dev.arrway.gateway;

import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Reads bodies that are held in memory. */
final class JsonBody {
  private JsonBody() {}

  /**
   * Reads a paused request to its end.
   *
   * @return the body, empty when there is none; fails with {@code too_large} beyond the limit
   */
  static Future<Buffer> read(HttpServerRequest request, int limit) {
    Promise<Buffer> whole = Promise.promise();
    Buffer body = Buffer.buffer();
    request
        .handler(
            chunk -> {
              if (body.length() + chunk.length() > limit) {
                whole.tryFail(
                    FailureException.of(
                        FailureCode.TOO_LARGE, "A body may have " + limit + " bytes here."));
              } else {
                body.appendBuffer(chunk);
              }
            })
        .exceptionHandler(whole::tryFail)
        .endHandler(end -> whole.tryComplete(body));
    request.resume();
    return whole.future();
  }
}
