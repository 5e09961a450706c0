package dev.arrway.gateway;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.Location;
import io.vertx.openapi.contract.Parameter;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One parameter of an operation. */
final class ContractParameter {
  private final Parameter parameter;
  private final SchemaCheck check;
  private final String type;
  private final @Nullable Object fallback;
  private final Set<String> spellings;

  private ContractParameter(
      Parameter parameter, SchemaCheck check, String type, @Nullable Object fallback) {
    this.parameter = parameter;
    this.check = check;
    this.type = type;
    this.fallback = fallback;
    this.spellings = spellings(parameter);
  }

  private static Set<String> spellings(Parameter parameter) {
    Set<String> all = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    if (parameter.getExtensions().get("x-spellings") instanceof JsonArray listed) {
      listed.forEach(spelling -> all.add(spelling.toString()));
      all.add(parameter.getName());
    }
    return all;
  }

  static ContractParameter of(Parameter parameter) {
    JsonObject schema = (JsonObject) parameter.getSchema();
    SchemaCheck check = new SchemaCheck(Validators.of(parameter.getSchema()), schema);
    return new ContractParameter(
        parameter,
        check,
        parameter.getSchemaType().name().toLowerCase(java.util.Locale.ROOT),
        schema.getValue("default"));
  }

  String name() {
    return parameter.getName();
  }

  /**
   * Returns the alternative names of the parameter, which are compared without case; empty when
   * only its own name is accepted, exactly as written.
   */
  Set<String> spellings() {
    return spellings;
  }

  boolean in(Location location) {
    return parameter.getIn() == location;
  }

  @Nullable Object fallback() {
    return fallback;
  }

  /**
   * Converts text from a URL or a header to the JSON value of the parameter's type. Text that
   * cannot be converted is returned unchanged, so that validation reports it.
   */
  Object fromText(List<String> texts) {
    if (!spellings.isEmpty() && Set.copyOf(texts).size() > 1) {
      throw Failure.invalid(name(), "is given several times, with different values").asException();
    }
    String text = texts.get(texts.size() - 1);
    return switch (type) {
      case "integer" -> text.matches("[+-]?\\d{1,18}") ? Long.valueOf(text) : text;
      case "number" -> text.matches("[+-]?\\d{1,15}(\\.\\d{1,9})?") ? Double.valueOf(text) : text;
      case "boolean" ->
          text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : text;
      case "array" ->
          new JsonArray(
              texts.stream()
                  .flatMap(each -> Arrays.stream(each.split(",")))
                  .map(String::trim)
                  .filter(each -> !each.isEmpty())
                  .toList());
      default -> text;
    };
  }

  /**
   * A JSON value as the checks and the operations expect it; a number that is no whole number of 64
   * bits where one is wanted becomes text, so that the check names it.
   */
  Object fromJson(Object value) {
    if (type.equals("integer") && value instanceof Number number) {
      try {
        return new BigDecimal(number.toString()).longValueExact();
      } catch (ArithmeticException | NumberFormatException e) {
        return number.toString();
      }
    }
    return value;
  }

  List<FieldError> check(@Nullable Object value) {
    if (value == null) {
      return parameter.isRequired() ? List.of(new FieldError(name(), "is required")) : List.of();
    }
    return check.check(name(), value);
  }
}
