package dev.arrway.gateway;

import dev.arrway.event.EventFilter;
import dev.arrway.event.StoredEvent;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * An event as event streams carry it, encoded once for all who receive it.
 *
 * @param bytes a whole frame; shared, so never written to
 */
record EventFrame(long id, String type, @Nullable Long instanceId, Buffer bytes) {
  static EventFrame of(String cursor, StoredEvent event) {
    // The data is JSON of PostgreSQL's own making: valid, and on one line.
    String text =
        "id: "
            + cursor
            + "\nevent: "
            + event.type()
            + "\ndata: {\"id\":"
            + event.id()
            + ",\"type\":\""
            + event.type()
            + "\",\"instance_id\":"
            + event.instanceId()
            + ",\"occurred_at\":\""
            + event.occurredAt()
            + "\",\"data\":"
            + event.data()
            + "}\n\n";
    return new EventFrame(event.id(), event.type(), event.instanceId(), Buffer.buffer(text));
  }

  boolean passes(EventFilter filter) {
    return filter.wants(type, instanceId);
  }

  int length() {
    return bytes.length();
  }
}
