package dev.arrway.feature.subscriptions;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * An event in words for people.
 *
 * @param type {@code noun.verb}
 * @param title such as {@code Library synced}
 * @param lines names and values of what is told about it
 * @param mood how good the news is
 * @param occurredAt ISO 8601 in UTC
 */
record EventText(String type, String title, List<Line> lines, Mood mood, String occurredAt) {
  private static final Set<String> BAD =
      Set.of("failed", "dead_lettered", "unreachable", "auth_failed", "error");
  private static final Set<String> WORRYING = Set.of("detected", "degraded", "cancelled", "reset");
  private static final Set<String> GOOD = Set.of("added", "synced", "imported", "resolved", "ok");

  /** One thing that is told. */
  record Line(String name, String value) {}

  /** How good news is. */
  enum Mood {
    GOOD,
    NEUTRAL,
    WORRYING,
    BAD
  }

  EventText {
    lines = List.copyOf(lines);
  }

  /** Converts an event in its JSON form to text. */
  static EventText of(JsonNode event) {
    String type = event.path("type").asText();
    List<Line> lines = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : event.path("data").properties()) {
      add(lines, field.getKey(), field.getValue());
    }
    if (event.path("instance_id").isNumber()) {
      lines.add(new Line("Instance", event.path("instance_id").asText()));
    }
    return new EventText(
        type, words(type), lines, mood(type, event), event.path("occurred_at").asText());
  }

  /** The lines below each other. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (Line line : lines) {
      text.append(text.isEmpty() ? "" : "\n").append(line.name()).append(": ").append(line.value());
    }
    return text.isEmpty() ? title : text.toString();
  }

  private static void add(List<Line> lines, String name, JsonNode value) {
    if (value.isNull() || (value.isContainerNode() && value.isEmpty())) {
      return;
    }
    String text = value.isValueNode() ? value.asText() : value.toString();
    if (!text.isBlank()) {
      lines.add(new Line(words(name), text));
    }
  }

  private static String words(String name) {
    String words = name.replace('.', ' ').replace('_', ' ').strip();
    return words.isEmpty()
        ? "Event"
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  private static Mood mood(String type, JsonNode event) {
    String verb = type.substring(type.indexOf('.') + 1);
    String health = event.path("data").path("health").asText(verb);
    boolean failed =
        event.path("data").path("success").isBoolean()
            && !event.path("data").path("success").booleanValue();
    if (failed || BAD.contains(verb) || BAD.contains(health)) {
      return Mood.BAD;
    }
    if (WORRYING.contains(verb) || WORRYING.contains(health)) {
      return Mood.WORRYING;
    }
    return GOOD.contains(verb) || GOOD.contains(health) ? Mood.GOOD : Mood.NEUTRAL;
  }
}
