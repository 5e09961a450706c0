package dev.arrway.gateway.stream;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server-Sent Events, as the HTML standard has them. */
public final class SseDoor implements EventDoor {
  private static final Logger log = LoggerFactory.getLogger(SseDoor.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  /** When many are sent away at once, they come back spread over this time. */
  private static final Duration SPREAD = Duration.ofSeconds(4);

  private static final Function<EventFrame, Buffer> FRAME = SseDoor::frame;

  private final HttpServerResponse response;

  /** Over a response of which nothing is written yet. */
  public SseDoor(HttpServerResponse response) {
    this.response = response;
  }

  private static Buffer frame(EventFrame event) {
    return Buffer.buffer("id: " + event.cursor() + "\nevent: " + event.type() + "\ndata: ")
        .appendBuffer(event.json())
        .appendString("\n\n");
  }

  @Override
  public boolean full() {
    return response.writeQueueFull();
  }

  @Override
  public void onDrain(Runnable drained) {
    response.drainHandler(now -> drained.run());
  }

  @Override
  public void begin(String cursor, boolean reset) {
    if (response.closed()) {
      return;
    }
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    write(Buffer.buffer("retry: " + RETRY.toMillis() + "\n" + where(cursor, reset)));
  }

  @Override
  public void events(List<EventFrame> frames) {
    if (frames.size() == 1) {
      write(frames.get(0).framed(FRAME));
      return;
    }
    Buffer all = Buffer.buffer();
    frames.forEach(frame -> all.appendBuffer(frame.framed(FRAME)));
    write(all);
  }

  @Override
  public void place(String cursor, boolean reset) {
    write(Buffer.buffer(where(cursor, reset)));
  }

  /** The cursor, which a client remembers although no event comes with it. */
  private static String where(String cursor, boolean reset) {
    return "id: "
        + cursor
        + "\n"
        + (reset ? "event: reset\ndata: {\"cursor\":\"" + cursor + "\"}\n\n" : "\n");
  }

  @Override
  public void alive() {
    write(Buffer.buffer(": \n\n"));
  }

  @Override
  public void end(End why) {
    if (response.closed()) {
      return;
    }
    if (why == End.TOO_SLOW) {
      response.reset().onFailure(gone -> log.debug("a follower had gone"));
      return;
    }
    long retry = RETRY.toMillis() + ThreadLocalRandom.current().nextLong(SPREAD.toMillis());
    response.end("retry: " + retry + "\n\n").onFailure(gone -> log.debug("a follower had gone"));
  }

  private void write(Buffer frames) {
    response.write(frames).onFailure(gone -> log.debug("a follower had gone"));
  }
}
