package dev.arrway.feature.drift;

import dev.arrway.domain.drift.Difference;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows drift as people read differences: what was accepted after a minus, what is after a plus.
 */
public final class DiffText {
  private DiffText() {}

  /** A part for each object that differs; two lines of heading when there is nothing. */
  public static String of(DriftReport report) {
    StringBuilder text =
        new StringBuilder("--- baseline ")
            .append(report.baseline())
            .append(" of ")
            .append(report.acceptedAt())
            .append("\n+++ now\n");
    String object = "";
    for (Difference difference : report.details()) {
      if (!difference.object().equals(object)) {
        object = difference.object();
        text.append("@@ ").append(oneLine(object)).append(" @@\n");
      }
      side(text, '-', difference.field(), difference.expected());
      side(text, '+', difference.field(), difference.actual());
    }
    if (report.ignored() > 0) {
      text.append("# ignored: ").append(report.ignored()).append('\n');
    }
    return text.toString();
  }

  private static void side(StringBuilder text, char sign, String field, @Nullable Object value) {
    if (value == null) {
      return;
    }
    if (field.isEmpty() && value instanceof Map<?, ?> fields) {
      if (fields.isEmpty()) {
        text.append(sign).append("{}\n");
      }
      fields.forEach((name, one) -> line(text, sign, name.toString(), one));
    } else {
      line(text, sign, field, value);
    }
  }

  private static void line(StringBuilder text, char sign, String field, @Nullable Object value) {
    text.append(sign);
    if (!field.isEmpty()) {
      text.append(oneLine(field)).append(": ");
    }
    text.append(value == null ? "null" : SeenState.write(value)).append('\n');
  }

  private static String oneLine(String name) {
    return name.replaceAll("\\R", " ");
  }
}
