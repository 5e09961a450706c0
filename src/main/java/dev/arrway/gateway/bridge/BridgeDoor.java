package dev.arrway.gateway.bridge;

import dev.arrway.gateway.stream.EventDoor;
import dev.arrway.gateway.stream.EventFrame;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.function.Consumer;

/** Events as deliveries to the address that a bridge's client has registered. */
final class BridgeDoor implements EventDoor {
  private final Words words;
  private final Outlet outlet;
  private final Consumer<End> ended;
  private boolean open = true;

  BridgeDoor(Words words, Outlet outlet, Consumer<End> ended) {
    this.words = words;
    this.outlet = outlet;
    this.ended = ended;
  }

  /** The client wants no more. */
  void shut() {
    open = false;
  }

  @Override
  public boolean full() {
    return outlet.full();
  }

  @Override
  public void onDrain(Runnable drained) {
    outlet.onDrain(drained);
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

  @Override
  public void end(End why) {
    if (open) {
      open = false;
      ended.accept(why);
    }
  }

  private void write(Buffer frames) {
    if (open) {
      outlet.write(frames);
    }
  }
}
