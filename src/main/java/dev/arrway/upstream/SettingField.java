package dev.arrway.upstream;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One setting that instances of a type take.
 *
 * @param name snake_case
 * @param type what it holds
 * @param min the least number, numbers only
 * @param max the greatest number, numbers only
 * @param fallback what holds when nothing is set; a {@link Long} or a {@link Boolean}
 * @param description what it does, with its unit
 */
public record SettingField(
    String name, Type type, long min, long max, Object fallback, String description) {

  /** What a setting holds. */
  public enum Type {
    /** A whole number. */
    INTEGER,
    /** True or false. */
    BOOLEAN
  }

  /** A whole number within bounds. */
  public static SettingField integer(
      String name, long min, long max, long fallback, String description) {
    return new SettingField(name, Type.INTEGER, min, max, fallback, description);
  }

  /** A switch. */
  public static SettingField bool(String name, boolean fallback, String description) {
    return new SettingField(name, Type.BOOLEAN, 0, 0, fallback, description);
  }

  /** The field as JSON Schema, for documents and forms. */
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    schema.put("type", type == Type.INTEGER ? "integer" : "boolean");
    if (type == Type.INTEGER) {
      schema.put("minimum", min);
      schema.put("maximum", max);
    }
    schema.put("default", fallback);
    schema.put("description", description);
    return schema;
  }
}
