package dev.arrway.gateway;

import dev.arrway.protocol.FieldError;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Validates values against one schema of the contract and reports each error once, in readable
 * sentences.
 */
final class SchemaCheck {
  /**
   * The maximum number of errors reported for one value, since each takes time and a client can
   * cause thousands.
   */
  static final int MOST_ERRORS = 100;

  private static final Pattern QUOTED = Pattern.compile("\"([^\"]*)\"");
  private static final Pattern BOUNDS = Pattern.compile("\\((-?[\\d.]+) [<>]=? (-?[\\d.]+)\\)");

  private final Validator validator;
  private final JsonObject schema;

  SchemaCheck(Validator validator, JsonSchema schema) {
    this(validator, (JsonObject) schema);
  }

  SchemaCheck(Validator validator, JsonObject schema) {
    this.validator = validator;
    this.schema = schema;
  }

  /**
   * Returns what is wrong with a value, at most {@value #MOST_ERRORS} errors.
   *
   * @param name the value's own name, empty for a body
   */
  List<FieldError> check(String name, Object value) {
    OutputUnit result = validator.validate(value);
    List<OutputUnit> units = result.getErrors();
    if (Boolean.TRUE.equals(result.getValid()) || units == null) {
      return List.of();
    }
    Set<String> insideWrong = new HashSet<>();
    for (OutputUnit unit : units) {
      if (unit.getKeywordLocation().endsWith("/properties")) {
        insideWrong.add(unit.getInstanceLocation());
      }
    }
    Map<String, FieldError> byField = new LinkedHashMap<>();
    for (OutputUnit unit : units) {
      if (byField.size() == MOST_ERRORS) {
        break;
      }
      if (tells(unit, insideWrong)) {
        FieldError error = error(name, unit);
        byField.putIfAbsent(error.field(), error);
      }
    }
    return byField.isEmpty()
        ? List.of(new FieldError(name, "is not valid"))
        : new ArrayList<>(byField.values());
  }

  /**
   * Units of containers only repeat that something inside is wrong; a declared field that is wrong
   * also counts as unknown.
   */
  private static boolean tells(OutputUnit unit, Set<String> insideWrong) {
    String keyword = keyword(unit);
    return !Set.of("properties", "items", "$ref").contains(keyword)
        && !(keyword.equals("additionalProperties")
            && insideWrong.contains(unit.getInstanceLocation()));
  }

  private static String keyword(OutputUnit unit) {
    String at = unit.getKeywordLocation();
    return at.substring(at.lastIndexOf('/') + 1);
  }

  private FieldError error(String name, OutputUnit unit) {
    String at = unit.getInstanceLocation().replaceFirst("^#/?", "").replace('/', '.');
    String keyword = keyword(unit);
    String text = unit.getError() == null ? "" : unit.getError();
    if (keyword.equals("required")) {
      return new FieldError(join(name, at, quoted(text)), "is required");
    }
    if (keyword.equals("additionalProperties") && at.isEmpty()) {
      return new FieldError(join(name, at, quoted(text)), "is not known here");
    }
    return new FieldError(join(name, at, ""), message(keyword, text, schemaAt(at)));
  }

  private static String message(String keyword, String text, @Nullable JsonObject field) {
    if (field != null && keyword.equals("pattern") && field.containsKey("x-message")) {
      return field.getString("x-message");
    }
    if (field != null && keyword.equals("enum")) {
      return "must be one of "
          + String.join(", ", field.getJsonArray("enum").stream().map(String::valueOf).toList());
    }
    if (field != null && keyword.equals("type")) {
      return "must be of the type " + field.getValue("type");
    }
    Object bound = field == null ? null : field.getValue(keyword);
    if (bound == null) { // a schema that is made of others
      Matcher bounds = BOUNDS.matcher(text);
      bound = bounds.find() ? bounds.group(2) : "";
    }
    return switch (keyword) {
      case "additionalProperties" -> "is not known here";
      case "minLength" -> "must have at least " + bound + " characters";
      case "maxLength" -> "must have at most " + bound + " characters";
      case "minimum" -> "must be at least " + bound;
      case "maximum" -> "must be at most " + bound;
      case "exclusiveMinimum" -> "must be more than " + bound;
      case "exclusiveMaximum" -> "must be less than " + bound;
      case "minItems" -> "must have at least " + bound + " entries";
      case "maxItems" -> "must have at most " + bound + " entries";
      case "maxProperties" -> "must have at most " + bound + " entries";
      case "format" ->
          "has the wrong form" + (field == null ? "" : ": " + field.getString("format"));
      default -> text.isEmpty() ? "is not valid" : text;
    };
  }

  /**
   * The schema of a field, as far as it can be followed through properties and references that were
   * resolved.
   */
  private @Nullable JsonObject schemaAt(String path) {
    JsonObject at = schema;
    for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
      JsonObject properties = at.getJsonObject("properties");
      JsonObject next = properties == null ? null : properties.getJsonObject(step);
      if (next == null) {
        return null;
      }
      at = next;
    }
    return at;
  }

  private static String quoted(String text) {
    Matcher matcher = QUOTED.matcher(text);
    return matcher.find() ? matcher.group(1) : "";
  }

  private static String join(String... parts) {
    List<String> present = new ArrayList<>();
    for (String part : parts) {
      if (!part.isEmpty()) {
        present.add(part);
      }
    }
    return String.join(".", present);
  }
}
