package dev.arrway.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The response schemas of a published API document (OpenAPI 3.0), as far as they say anything. */
public final class Schemas {
  private final JsonNode document;

  private Schemas(JsonNode document) {
    this.document = document;
  }

  /** The document of this name in the shared data; empty when there is none. */
  public static Optional<Schemas> read(String name) throws IOException {
    var given = Stream.ofNullable(System.getProperty("arrway.shared"));
    var folder =
        Stream.concat(given, Stream.of("../shared", "../../shared"))
            .map(Path::of)
            .filter(Files::isDirectory)
            .findFirst();
    if (folder.isEmpty()) {
      return Optional.empty();
    }
    var file = folder.get().resolve("upstreams/openapi/" + name);
    return Files.exists(file)
        ? Optional.of(new Schemas(new ObjectMapper().readTree(file.toFile())))
        : Optional.empty();
  }

  /** The schema of an operation's 200 answer; empty when the document describes none. */
  public Optional<JsonNode> of(String method, String path) {
    var operation = document.path("paths").path(path).path(method.toLowerCase());
    var content = operation.path("responses").path("200").path("content").elements();
    return content.hasNext() ? Optional.of(content.next().path("schema")) : Optional.empty();
  }

  /** Whether the document knows the operation. */
  public boolean knows(String method, String path) {
    return document.path("paths").path(path).has(method.toLowerCase());
  }

  /** What does not fit. */
  public List<String> check(JsonNode schema, JsonNode value) {
    var problems = new ArrayList<String>();
    check(schema, value, "$", problems);
    return problems;
  }

  private void check(JsonNode schema, JsonNode value, String at, List<String> problems) {
    if (schema.has("$ref")) {
      var name = schema.get("$ref").asText().replace("#/components/schemas/", "");
      if (name.equals("HttpUri")) {
        // The server writes it as text; the document describes its class.
        expect(value.isTextual(), at, "text", value, problems);
      } else {
        check(document.path("components").path("schemas").path(name), value, at, problems);
      }
      return;
    }
    if (value.isNull()) {
      problems.add(at + ": null is never written");
      return;
    }
    if (schema.has("enum")) {
      var allowed = new ArrayList<String>();
      schema.get("enum").forEach(word -> allowed.add(word.asText()));
      expect(allowed.contains(value.asText()), at, allowed.toString(), value, problems);
    }
    switch (schema.path("type").asText()) {
      case "object" -> object(schema, value, at, problems);
      case "array" -> {
        expect(value.isArray(), at, "array", value, problems);
        for (var i = 0; i < value.size(); i++) {
          check(schema.get("items"), value.get(i), at + "[" + i + "]", problems);
        }
      }
      case "integer" -> {
        expect(value.isIntegralNumber(), at, "integer", value, problems);
        if (schema.path("format").asText().equals("int32")) {
          expect(value.canConvertToInt(), at, "int32", value, problems);
        }
      }
      case "number" -> expect(value.isNumber(), at, "number", value, problems);
      case "boolean" -> expect(value.isBoolean(), at, "boolean", value, problems);
      case "string" -> text(schema, value, at, problems);
      default -> {}
    }
  }

  private void object(JsonNode schema, JsonNode value, String at, List<String> problems) {
    expect(value.isObject(), at, "object", value, problems);
    value
        .fields()
        .forEachRemaining(
            field -> {
              var inner = at + "." + field.getKey();
              if (schema.path("properties").has(field.getKey())) {
                check(
                    schema.get("properties").get(field.getKey()),
                    field.getValue(),
                    inner,
                    problems);
              } else if (schema.path("additionalProperties").isObject()) {
                check(schema.get("additionalProperties"), field.getValue(), inner, problems);
              } else if (!at.endsWith(".body")) {
                // A command's body also carries its own arguments, which no schema lists.
                problems.add(inner + ": not in the schema");
              }
            });
  }

  private static void text(JsonNode schema, JsonNode value, String at, List<String> problems) {
    expect(value.isTextual(), at, "text", value, problems);
    switch (schema.path("format").asText()) {
      case "date-time" -> {
        try {
          expect(value.asText().endsWith("Z"), at, "a date in UTC", value, problems);
          expect(OffsetDateTime.parse(value.asText()) != null, at, "a date", value, problems);
        } catch (DateTimeParseException e) {
          problems.add(at + ": not a date: " + value);
        }
      }
      case "date-span" ->
          expect(
              value.asText().matches("(\\d+\\.)?\\d\\d:\\d\\d:\\d\\d"),
              at,
              "a duration",
              value,
              problems);
      default -> {}
    }
  }

  private static void expect(
      boolean holds, String at, String what, JsonNode value, List<String> problems) {
    if (!holds) {
      problems.add(at + ": expected " + what + ", got " + value);
    }
  }
}
