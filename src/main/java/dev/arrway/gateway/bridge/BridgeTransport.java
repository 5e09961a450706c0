package dev.arrway.gateway.bridge;

import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.stream.EventFrame;
import dev.arrway.gateway.stream.EventTransport;
import io.vertx.core.buffer.Buffer;
import java.util.List;

/** Events as deliveries to the address that a bridge's client has registered. */
final class BridgeTransport implements EventTransport {
  private final Words words;
  private final OutboundQueue queue;
  private boolean open = true;

  BridgeTransport(Words words, OutboundQueue queue) {
    this.words = words;
    this.queue = queue;
  }

  /** Ends the deliveries: the client wants no more. */
  void close() {
    open = false;
  }

  @Override
  public OutboundQueue queue() {
    return queue;
  }

  @Override
  public void begin(String cursor, boolean reset) {
    place(cursor, reset);
  }

  @Override
  public void events(List<EventFrame> frames) {
    if (words == Words.SOCKJS) { // one message, one frame
      frames.forEach(frame -> write(words.shared(frame)));
      return;
    }
    Buffer all = Buffer.buffer();
    frames.forEach(frame -> all.appendBuffer(words.shared(frame)));
    write(all);
  }

  @Override
  public void place(String cursor, boolean reset) {
    write(words.place(cursor, reset));
  }

  /** SockJS has a heartbeat of its own, and clients of both bridges send pings. */
  @Override
  public void alive() {}

  private void write(Buffer frames) {
    if (open) {
      queue.write(frames);
    }
  }
}
