package dev.arrway.gateway.stream;

import dev.arrway.event.EventFilter;
import dev.arrway.event.StoredEvent;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An event, encoded once for all who receive it. */
public final class EventFrame {
  private final long id;
  private final String cursor;
  private final String type;
  private final @Nullable Long instanceId;
  private final Buffer json;

  /** The event as each transport frames it, by that transport's function. */
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

  /** Where a client stands that has seen this event. */
  public String cursor() {
    return cursor;
  }

  /** {@code noun.verb}. */
  public String type() {
    return type;
  }

  /** The event as JSON, as every transport shows it; shared, so never written to. */
  public Buffer json() {
    return json;
  }

  /**
   * The event as a transport frames it; made once and shared, so never written to.
   *
   * @param framing a constant of the transport: how it frames an event
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
