package dev.arrway.gateway.stream;

import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.StoredEvent;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event, encoded once for all clients that receive it. */
public final class EventFrame {
  private final long id;
  private final String cursor;
  private final String type;
  private final @Nullable Long instanceId;
  private final Buffer json;

  /** The encoded frames, by the function of the transport that made them. */
  private final ConcurrentHashMap<Function<EventFrame, Buffer>, Buffer> framed =
      new ConcurrentHashMap<>(2);

  private EventFrame(long id, String cursor, String type, @Nullable Long instanceId, Buffer json) {
    this.id = id;
    this.cursor = cursor;
    this.type = type;
    this.instanceId = instanceId;
    this.json = json;
  }

  static EventFrame of(String cursor, StoredEvent event) {
    return new EventFrame(
        event.id(), cursor, event.type(), event.instanceId(), Buffer.buffer(event.json(cursor)));
  }

  long id() {
    return id;
  }

  /** Returns the cursor with which a client continues after this event. */
  public String cursor() {
    return cursor;
  }

  /** Returns the event's type, such as {@code movie.added}. */
  public String type() {
    return type;
  }

  /** Returns the event as JSON. The buffer is shared and must not be modified. */
  public Buffer json() {
    return json;
  }

  /**
   * Returns the event as framed by a transport. The buffer is created once, shared, and must not be
   * modified.
   *
   * @param framing the transport's framing function; always the same object, since it is the cache
   *     key
   */
  public Buffer framed(Function<EventFrame, Buffer> framing) {
    return framed.computeIfAbsent(framing, frame -> frame.apply(this));
  }

  boolean passes(EventFilter filter) {
    return filter.wants(type, instanceId);
  }

  int length() {
    return json.length();
  }
}
