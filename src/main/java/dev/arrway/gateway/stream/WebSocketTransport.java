package dev.arrway.gateway.stream;

import dev.arrway.gateway.connection.ConnectionCut;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.LastWrite;
import dev.arrway.gateway.connection.OutboundQueue;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events as text messages, one each: the event itself, as JSON. */
final class WebSocketTransport implements EventTransport {
  /** RFC 6455, section 7.4.1: the message breaks a rule of the server. */
  static final short POLICY_VIOLATION = 1008;

  private static final Logger log = LoggerFactory.getLogger(WebSocketTransport.class);

  /** The registry of close codes. */
  private static final short SERVICE_RESTART = 1012;

  private static final short TRY_AGAIN_LATER = 1013;

  /** Our own: only a new credential lets the client back in. */
  private static final short NEW_CREDENTIAL_NEEDED = 4401;

  private final Vertx vertx;
  private final HttpConnection connection;
  private final ServerWebSocket socket;
  private final OutboundQueue queue;
  private boolean over;

  /**
   * Creates a transport over an open socket.
   *
   * @param connection the one that has become the socket
   * @param tooSlow called once when the client does not read
   */
  WebSocketTransport(
      StreamServices services,
      HttpConnection connection,
      ServerWebSocket socket,
      Runnable tooSlow) {
    this.vertx = services.vertx();
    this.connection = connection;
    this.socket = socket;
    this.queue =
        new OutboundQueue(
            services.vertx(),
            text -> socket.writeFinalTextFrame(text.toString()),
            services.limits(),
            services.budget(),
            tooSlow);
  }

  @Override
  public OutboundQueue queue() {
    return queue;
  }

  @Override
  public void begin(String cursor, boolean reset) {
    say("{\"type\":\"subscribed\",\"cursor\":\"" + cursor + "\"}");
    if (reset) {
      place(cursor, true);
    }
  }

  @Override
  public void events(List<EventFrame> frames) {
    frames.forEach(frame -> write(frame.json()));
  }

  @Override
  public void place(String cursor, boolean reset) {
    say("{\"type\":\"" + (reset ? "reset" : "position") + "\",\"cursor\":\"" + cursor + "\"}");
  }

  @Override
  public void alive() {
    if (!over && !socket.isClosed()) {
      sink(socket.writePing(Buffer.buffer()));
    }
  }

  /** Sends a message. */
  void say(String text) {
    write(Buffer.buffer(text));
  }

  private void write(Buffer text) {
    if (!over && !socket.isClosed()) {
      queue.write(text);
    }
  }

  /** Counts nothing for the client any more. */
  void close() {
    queue.end();
  }

  /** Closes the socket with the code that stands for the reason. */
  void close(EndReason reason) {
    if (reason == EndReason.TOO_SLOW) {
      close(TRY_AGAIN_LATER, "you did not read what waited for you");
    } else if (reason.needsNewCredential()) {
      close(NEW_CREDENTIAL_NEEDED, reason.wireName());
    } else {
      close(SERVICE_RESTART, "come back with your cursor");
    }
  }

  /** Closes the socket. */
  void close(short code, String reason) {
    if (!over && !socket.isClosed()) {
      over = true;
      LastWrite.orCut(vertx, socket.close(code, reason), () -> ConnectionCut.cut(connection));
    }
  }

  private static void sink(Future<Void> written) {
    written.onFailure(gone -> log.debug("a client had gone"));
  }
}
