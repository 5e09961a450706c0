package dev.arrway.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The schemas of a published document: what does not fit them, and examples of what does. */
final class PublishedSchemas {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final int DEEPEST = 8;

  private final JsonNode document;

  PublishedSchemas(JsonNode document) {
    this.document = document;
  }

  /** What a reference stands for; itself when it is none. */
  JsonNode resolve(JsonNode node) {
    JsonNode at = node;
    while (at.has("$ref")) {
      at = document.at(at.get("$ref").asText().substring(1));
    }
    return at;
  }

  /** What does not fit. A field that no schema names counts, too, unless more are allowed. */
  List<String> check(JsonNode schema, JsonNode value) {
    List<String> problems = new ArrayList<>();
    check(schema, value, "$", problems);
    return problems;
  }

  private void check(JsonNode raw, JsonNode value, String at, List<String> problems) {
    JsonNode schema = resolve(raw);
    if (value.isNull()) {
      if (!schema.path("nullable").asBoolean() && !types(schema).contains("null")) {
        problems.add(at + " is null");
      }
      return;
    }
    if (schema.has("enum") && !texts(schema.get("enum")).contains(value.asText())) {
      problems.add(at + " is " + value + ", none of " + schema.get("enum"));
    }
    Set<String> types = types(schema);
    if (!types.isEmpty() && types.stream().noneMatch(type -> is(type, value))) {
      problems.add(at + " is " + value + " and no " + types);
      return;
    }
    if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(schema.path("items"), value.get(i), at + "[" + i + "]", problems);
      }
    } else if (value.isObject()) {
      object(schema, value, at, problems);
    } else {
      schema.path("allOf").forEach(part -> check(part, value, at, problems));
      problems.addAll(format(schema, value, at));
    }
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> problems) {
    ObjectNode properties = NODES.objectNode();
    Set<String> required = new HashSet<>();
    boolean open = collect(schema, properties, required);
    required.stream()
        .filter(name -> !value.has(name))
        .forEach(name -> problems.add(at + "." + name + " is missing"));
    JsonNode more = schema.path("additionalProperties");
    value
        .properties()
        .forEach(
            field -> {
              String inner = at + "." + field.getKey();
              if (properties.has(field.getKey())) {
                check(properties.get(field.getKey()), field.getValue(), inner, problems);
              } else if (more.isObject()) {
                check(more, field.getValue(), inner, problems);
              } else if (!open) {
                problems.add(inner + " is not in the schema");
              }
            });
  }

  /** The properties of a schema and of all that it is made of; whether there may be others. */
  private boolean collect(JsonNode raw, ObjectNode properties, Set<String> required) {
    JsonNode schema = resolve(raw);
    boolean open = schema.path("additionalProperties").asBoolean();
    schema
        .path("properties")
        .properties()
        .forEach(it -> properties.set(it.getKey(), it.getValue()));
    schema.path("required").forEach(name -> required.add(name.asText()));
    for (JsonNode part : schema.path("allOf")) {
      open |= collect(part, properties, required);
    }
    return open;
  }

  private static Set<String> types(JsonNode schema) {
    JsonNode type = schema.path("type");
    return type.isArray()
        ? new HashSet<>(texts(type))
        : type.isTextual() ? Set.of(type.asText()) : Set.of();
  }

  private static List<String> texts(JsonNode array) {
    List<String> all = new ArrayList<>();
    array.forEach(one -> all.add(one.asText()));
    return all;
  }

  private static boolean is(String type, JsonNode value) {
    return switch (type) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "integer" -> value.isIntegralNumber();
      case "number" -> value.isNumber();
      case "boolean" -> value.isBoolean();
      case "string" -> value.isTextual();
      default -> false;
    };
  }

  private static List<String> format(JsonNode schema, JsonNode value, String at) {
    String text = value.asText();
    boolean fits =
        switch (schema.path("format").asText()) {
          case "int32" -> value.canConvertToInt();
          case "uuid" -> uuid(text);
          case "date-time" -> date(text);
          default -> true;
        };
    return fits ? List.of() : List.of(at + " is no " + schema.path("format").asText());
  }

  /** Jellyfin writes them without hyphens and takes both. */
  private static boolean uuid(String text) {
    return text.matches("(?i)[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  }

  private static boolean date(String text) {
    try {
      return OffsetDateTime.parse(text) != null;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /** What is wrong with a parameter's text; a list comes as one parameter an element. */
  List<String> text(JsonNode raw, String text, String name) {
    JsonNode schema = resolve(raw);
    Set<String> types = types(schema);
    if (types.contains("array")) {
      return text(schema.path("items"), text, name);
    }
    JsonNode value =
        types.contains("integer") && text.matches("-?\\d{1,18}")
            ? NODES.numberNode(Long.parseLong(text))
            : types.contains("boolean") && text.matches("true|false")
                ? NODES.booleanNode(Boolean.parseBoolean(text))
                : NODES.textNode(text);
    List<String> problems = new ArrayList<>();
    check(schema, value, name, problems);
    return problems;
  }

  /** Something that fits, with every field that there may be. */
  JsonNode example(JsonNode schema, Map<String, String> known) {
    return example(schema, "", known, 0);
  }

  private JsonNode example(JsonNode raw, String name, Map<String, String> known, int depth) {
    JsonNode schema = resolve(raw);
    if (known.containsKey(name)) {
      return NODES.textNode(known.get(name));
    }
    if (schema.has("example")) {
      return schema.get("example");
    }
    if (schema.path("examples").has(0)) {
      return schema.path("examples").get(0);
    }
    if (schema.has("enum")) {
      return schema.get("enum").get(0);
    }
    ObjectNode properties = NODES.objectNode();
    boolean open = collect(schema, properties, new HashSet<>());
    if (!properties.isEmpty() || (types(schema).contains("object") && !open)) {
      ObjectNode made = NODES.objectNode();
      properties
          .properties()
          .forEach(
              field -> {
                JsonNode inner =
                    depth > DEEPEST
                        ? MissingNode.getInstance()
                        : example(field.getValue(), field.getKey(), known, depth + 1);
                if (!inner.isMissingNode()) {
                  made.set(field.getKey(), inner);
                }
              });
      return made;
    }
    if (schema.path("allOf").has(0)) {
      return example(schema.path("allOf").get(0), name, known, depth);
    }
    if (types(schema).contains("array")) {
      ArrayNode array = NODES.arrayNode();
      return array.add(example(schema.path("items"), "", known, depth + 1));
    }
    return scalar(schema);
  }

  private static JsonNode scalar(JsonNode schema) {
    Set<String> types = types(schema);
    if (types.contains("integer")) {
      return NODES.numberNode(1);
    }
    if (types.contains("number")) {
      return NODES.numberNode(0.5);
    }
    if (types.contains("boolean")) {
      return NODES.booleanNode(true);
    }
    if (types.contains("object")) {
      return NODES.objectNode();
    }
    return NODES.textNode(
        switch (schema.path("format").asText()) {
          case "uuid" -> "0f0e0d0c-0b0a-0908-0706-050403020100";
          case "date-time" -> "2026-01-15T14:22:15.0000000Z";
          default -> "1";
        });
  }
}
