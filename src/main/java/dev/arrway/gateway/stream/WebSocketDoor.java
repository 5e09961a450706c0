package dev.arrway.gateway.stream;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ServerWebSocket;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events as text messages, one each: the event itself, as JSON. */
final class WebSocketDoor implements EventDoor {
  private static final Logger log = LoggerFactory.getLogger(WebSocketDoor.class);

  /** RFC 6455, section 7.4.1, and the registry of close codes. */
  private static final short SERVICE_RESTART = 1012;

  private static final short TRY_AGAIN_LATER = 1013;
  private static final short NORMAL = 1000;

  private final ServerWebSocket socket;
  private boolean over;

  WebSocketDoor(ServerWebSocket socket) {
    this.socket = socket;
  }

  @Override
  public boolean full() {
    return socket.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable drained) {
    socket.drainHandler(now -> drained.run());
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
    frames.forEach(frame -> ended(socket.writeFinalTextFrame(frame.json().toString())));
  }

  @Override
  public void place(String cursor, boolean reset) {
    say("{\"type\":\"" + (reset ? "reset" : "position") + "\",\"cursor\":\"" + cursor + "\"}");
  }

  @Override
  public void alive() {
    if (!over && !socket.isClosed()) {
      ended(socket.writePing(Buffer.buffer()));
    }
  }

  @Override
  public void end(End why) {
    switch (why) {
      case COME_BACK -> close(SERVICE_RESTART, "come back with your cursor");
      case TOO_SLOW -> close(TRY_AGAIN_LATER, "you did not read what waited for you");
      case UNWANTED -> close(NORMAL, "");
    }
  }

  void say(String text) {
    if (!over && !socket.isClosed()) {
      ended(socket.writeTextMessage(text));
    }
  }

  void close(short code, String reason) {
    if (!over && !socket.isClosed()) {
      over = true;
      ended(socket.close(code, reason));
    }
  }

  private static void ended(Future<Void> written) {
    written.onFailure(gone -> log.debug("a follower had gone"));
  }
}
