package dev.arrway.gateway.stream;

import dev.arrway.gateway.connection.ConnectionCut;
import dev.arrway.gateway.connection.EndReason;
import dev.arrway.gateway.connection.LastWrite;
import dev.arrway.gateway.connection.OutboundQueue;
import dev.arrway.gateway.connection.ReconnectHint;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Server-Sent Events, as the HTML standard has them. */
final class SseTransport implements EventTransport {
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Function<EventFrame, Buffer> NAMED = event -> frame(event, true);
  private static final Function<EventFrame, Buffer> UNNAMED = event -> frame(event, false);

  private final Vertx vertx;
  private final HttpServerRequest request;
  private final HttpServerResponse response;
  private final OutboundQueue queue;
  private final boolean unnamed;
  private boolean begun;

  /**
   * Creates a transport over the response of a request, of which nothing is written yet.
   *
   * @param unnamed leaves out {@code event} lines, so that browsers pass all events to {@code
   *     onmessage}
   * @param tooSlow called once when the client does not read
   */
  SseTransport(
      StreamServices services, HttpServerRequest request, boolean unnamed, Runnable tooSlow) {
    this.vertx = services.vertx();
    this.request = request;
    this.response = request.response();
    this.unnamed = unnamed;
    this.queue =
        new OutboundQueue(vertx, response::write, services.limits(), services.budget(), tooSlow);
  }

  private static Buffer frame(EventFrame event, boolean named) {
    String name = named ? "event: " + event.type() + "\n" : "";
    return Buffer.buffer("id: " + event.cursor() + "\n" + name + "data: ")
        .appendBuffer(event.json())
        .appendString("\n\n");
  }

  /** Whether the response has begun. */
  boolean begun() {
    return begun;
  }

  @Override
  public OutboundQueue queue() {
    return queue;
  }

  @Override
  public void begin(String cursor, boolean reset) {
    if (response.closed() || queue.isOver()) {
      return;
    }
    begun = true;
    response
        .setChunked(true)
        .putHeader("Content-Type", "text/event-stream")
        .putHeader("Cache-Control", "no-store")
        .putHeader("X-Accel-Buffering", "no");
    queue.write(Buffer.buffer("retry: " + RETRY.toMillis() + "\n" + where(cursor, reset)));
  }

  @Override
  public void events(List<EventFrame> frames) {
    Function<EventFrame, Buffer> form = unnamed ? UNNAMED : NAMED;
    if (frames.size() == 1) {
      queue.write(frames.get(0).framed(form));
      return;
    }
    Buffer all = Buffer.buffer();
    frames.forEach(frame -> all.appendBuffer(frame.framed(form)));
    queue.write(all);
  }

  @Override
  public void place(String cursor, boolean reset) {
    queue.write(Buffer.buffer(where(cursor, reset)));
  }

  /** The cursor, which a client remembers although no event comes with it. */
  private String where(String cursor, boolean reset) {
    String data = "data: {\"type\":\"reset\",\"cursor\":\"" + cursor + "\"}\n";
    return "id: " + cursor + "\n" + (reset ? name("reset") + data : "") + "\n";
  }

  private String name(String type) {
    return unnamed ? "" : "event: " + type + "\n";
  }

  @Override
  public void alive() {
    queue.write(Buffer.buffer(": \n\n"));
  }

  /** Tells the client that the stream ends soon; it goes on. */
  void announce(ReconnectHint hint, @Nullable String cursor) {
    if (begun) {
      queue.write(hint(hint, cursor));
    }
  }

  /** It has no {@code id} line: the client's cursor stays that of the last event. */
  private Buffer hint(ReconnectHint hint, @Nullable String cursor) {
    return Buffer.buffer(
        name(ReconnectHint.TYPE)
            + "data: "
            + hint.json(cursor)
            + "\nretry: "
            + hint.retry().toMillis()
            + "\n\n");
  }

  /** Counts nothing for the client any more. */
  void close() {
    queue.end();
  }

  /** Ends the response; the client is told why where that is possible. */
  void end(EndReason reason, @Nullable String cursor) {
    if (response.closed() || !begun) {
      return;
    }
    if (reason == EndReason.TOO_SLOW) {
      cut();
      return;
    }
    ReconnectHint last = ReconnectHint.of(reason, Duration.ZERO);
    LastWrite.orCut(vertx, response.end(hint(last, cursor)), this::cut);
  }

  private void cut() {
    ConnectionCut.cut(request);
  }
}
