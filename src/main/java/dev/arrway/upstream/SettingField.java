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
 * @param fallback what holds when nothing is set; a {@link Long}, a {@link Boolean} or a {@link
 *     Map}
 * @param description what it does, with its unit
 */
public record SettingField(
    String name, Type type, long min, long max, Object fallback, String description) {

  /** Pairs that a map may have. */
  static final int MOST_PAIRS = 100;

  /** What a setting holds. */
  public enum Type {
    /** A whole number. */
    INTEGER,
    /** True or false. */
    BOOLEAN,
    /** Texts by text. */
    MAP
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

  /** Texts by text, none to begin with. */
  public static SettingField map(String name, String description) {
    return new SettingField(name, Type.MAP, 0, 0, Map.of(), description);
  }

  /** The field as JSON Schema, for documents and forms. */
  public Map<String, Object> schema() {
    Map<String, Object> schema = new LinkedHashMap<>();
    switch (type) {
      case INTEGER -> {
        schema.put("type", "integer");
        schema.put("minimum", min);
        schema.put("maximum", max);
      }
      case BOOLEAN -> schema.put("type", "boolean");
      case MAP -> {
        schema.put("type", "object");
        schema.put("additionalProperties", Map.of("type", "string"));
        schema.put("maxProperties", MOST_PAIRS);
      }
    }
    schema.put("default", fallback);
    schema.put("description", description);
    return schema;
  }
}
