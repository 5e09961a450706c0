package dev.arrway.sandbox;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.util.Iterator;

/** Writes long bodies piece by piece, no faster than the client reads and never all at once. */
public final class Streams {
  private Streams() {}

  /**
   * Sends the pieces and ends the answer, giving other requests a turn after each piece. The
   * iterator is called on the event loop, so each piece should take milliseconds at most.
   */
  public static void send(Vertx vertx, HttpServerResponse response, Iterator<Buffer> pieces) {
    if (response.closed()) {
      return;
    }
    if (!pieces.hasNext()) {
      end(response);
      return;
    }
    write(response, pieces.next());
    if (response.writeQueueFull()) {
      response.drainHandler(
          drained -> {
            // It would be called again each time the queue drains, beside what goes on already.
            response.drainHandler(null);
            send(vertx, response, pieces);
          });
    } else {
      vertx.runOnContext(next -> send(vertx, response, pieces));
    }
  }

  // A client that is gone needs no answer: what the futures say is of no use to anybody.
  private static void write(HttpServerResponse response, Buffer piece) {
    var ignored = response.write(piece);
  }

  private static void end(HttpServerResponse response) {
    var ignored = response.end();
  }
}
