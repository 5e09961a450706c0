package dev.arrway.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param id greater than that of everything that happened to the same owner before
 * @param instanceId the instance it is about, or null
 * @param type {@code noun.verb}
 * @param data JSON, an object
 */
public record StoredEvent(
    long id, @Nullable Long instanceId, String type, Instant occurredAt, String data) {}
