package dev.arrway.gateway.bridge;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a client says.
 *
 * @param headers by lower-case name
 * @param body any JSON value, as Vert.x holds it; null when there is none
 * @param size bytes that it came in
 */
record Frame(
    @Nullable String type,
    @Nullable String address,
    @Nullable String replyAddress,
    Map<String, String> headers,
    @Nullable Object body,
    int size) {

  private static final Pattern OPERATION = Pattern.compile("arrway\\.op\\.([A-Za-z0-9_]{1,80})");

  Frame {
    headers = Map.copyOf(headers);
  }

  /** Reads one. */
  static Frame of(JsonObject json, int size) {
    return new Frame(
        text(json, "type"),
        text(json, "address"),
        text(json, "replyAddress"),
        headers(json),
        json.getValue("body"),
        size);
  }

  boolean is(String name) {
    return name.equals(type);
  }

  /** The operation that the address names. */
  Optional<String> operation() {
    return Optional.ofNullable(address)
        .map(OPERATION::matcher)
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1));
  }

  private static @Nullable String text(JsonObject json, String name) {
    return json.getValue(name) instanceof String text ? text : null;
  }

  private static Map<String, String> headers(JsonObject json) {
    Map<String, String> headers = new HashMap<>();
    if (json.getValue("headers") instanceof JsonObject given) {
      given.forEach(
          each -> {
            if (each.getValue() != null) {
              headers.put(each.getKey().toLowerCase(Locale.ROOT), each.getValue().toString());
            }
          });
    }
    return headers;
  }
}
