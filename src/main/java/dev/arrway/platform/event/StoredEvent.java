package dev.arrway.platform.event;

import dev.arrway.protocol.ApiTimestamps;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of the log.
 *
 * @param id greater than that of everything that happened to the same owner before
 * @param instanceId the instance it is about, or null
 * @param type {@code noun.verb}
 * @param data JSON, an object
 */
public record StoredEvent(
    long id, @Nullable Long instanceId, String type, Instant occurredAt, String data) {

  /**
   * Returns the event as all transports send it: {@code {id, type, instance_id, occurred_at, data,
   * cursor}}.
   *
   * @param cursor the one behind this event
   */
  public String json(String cursor) {
    // The data is JSON of PostgreSQL's own making: valid, and on one line.
    return "{\"id\":"
        + id
        + ",\"type\":\""
        + type
        + "\",\"instance_id\":"
        + instanceId
        + ",\"occurred_at\":\""
        + ApiTimestamps.format(occurredAt)
        + "\",\"data\":"
        + data
        + ",\"cursor\":\""
        + cursor
        + "\"}";
  }
}
