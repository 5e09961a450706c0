package dev.arrway.upstream;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * The effect of a change that was carried out, as an event shows it.
 *
 * @param event the event's type, such as {@code movie.added}
 * @param data by snake_case names; values may be null
 */
public record ChangeEffect(String event, Map<String, Object> data) {
  public ChangeEffect {
    data = Collections.unmodifiableMap(new HashMap<>(data));
  }
}
