package dev.arrway.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.platform.event.StoredEvent;
import dev.arrway.protocol.ApiTimestamps;

/** Events as the API shows them, over every transport. */
public final class EventJson {
  private EventJson() {}

  /** {@code {id, type, instance_id, occurred_at, data, cursor}}. */
  public static ObjectNode of(StoredEvent event, String cursor) {
    ObjectNode json = ApiJson.mapper().createObjectNode();
    json.put("id", event.id());
    json.put("type", event.type());
    json.put("instance_id", event.instanceId());
    json.put("occurred_at", ApiTimestamps.format(event.occurredAt()));
    try {
      json.set("data", ApiJson.mapper().readTree(event.data()));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("event " + event.id() + " cannot be read", e);
    }
    json.put("cursor", cursor);
    return json;
  }
}
