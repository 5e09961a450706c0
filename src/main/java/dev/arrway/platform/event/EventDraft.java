package dev.arrway.platform.event;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An event that is not stored yet, and so has no id.
 *
 * @param ownerId who may see it
 * @param instanceId the instance it is about, or null
 * @param type {@code noun.verb}, such as {@code library.synced}; small letters and underscores
 * @param data what is told about it; JSON values by snake_case names, never a secret
 */
public record EventDraft(
    long ownerId, @Nullable Long instanceId, String type, Map<String, ?> data) {
  private static final Pattern TYPE = Pattern.compile("[a-z_]+\\.[a-z_]+");

  public EventDraft {
    // The type is a line of its own on event streams.
    if (!TYPE.matcher(type).matches()) {
      throw new IllegalArgumentException("not a type of events: " + type);
    }
  }
}
