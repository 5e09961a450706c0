package dev.arrway.upstream.shared.arr;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Why an arr refused a change. Validation answers with an array of {@code propertyName} and {@code
 * errorMessage}, the binding of the body with ASP.NET's {@code errors} by property, anything else
 * with a {@code message}. These texts are meant for people; they are cut to a sentence's length.
 */
final class ArrRefusal {
  /** The status for an object whose name another one has. */
  static final int TAKEN = 409;

  private static final int LONGEST = 300;
  private static final String REFUSED = "The upstream refused the request (status 400).";

  /** Properties that the gateway's own API calls otherwise. */
  private static final Map<String, String> OWN_NAMES = Map.of("root_folder_path", "root_folder");

  private ArrRefusal() {}

  static FailureException of(HttpAnswer answer) {
    if (answer.status() == TAKEN) {
      return FailureException.of(
          FailureCode.CONFLICT, "The instance has one of this name already.");
    }
    return tree(answer).map(ArrRefusal::of).orElseGet(() -> rejected(REFUSED, List.of()));
  }

  private static Optional<JsonNode> tree(HttpAnswer answer) {
    try {
      return Optional.of(WireJson.readTree(answer));
    } catch (FailureException e) {
      return Optional.empty();
    }
  }

  private static FailureException of(JsonNode tree) {
    List<FieldError> errors = tree.isArray() ? validated(tree) : bound(tree.path("errors"));
    if (exists(tree)) {
      return FailureException.of(FailureCode.CONFLICT, "The library has it already.");
    }
    if (errors.isEmpty()) {
      String said = cut(tree.path("message").asText(tree.path("title").asText("")));
      return rejected(
          said.isEmpty() ? REFUSED : "The upstream refused the request: " + said, errors);
    }
    String first = errors.get(0).field() + ": " + errors.get(0).message();
    return rejected(
        errors.size() == 1
            ? "The upstream refused the request: " + first
            : "The upstream refused the request: " + errors.size() + " fields are invalid.",
        errors);
  }

  private static FailureException rejected(String detail, List<FieldError> errors) {
    return new Failure(FailureCode.UPSTREAM_REJECTED, detail, null, errors).asException();
  }

  /** Both arrs refuse a second title of one id by a validator of this name. */
  private static boolean exists(JsonNode tree) {
    for (JsonNode one : tree) {
      if (one.path("errorCode").asText().endsWith("ExistsValidator")
          || one.path("errorMessage").asText().contains("already been added")) {
        return true;
      }
    }
    return false;
  }

  private static List<FieldError> validated(JsonNode array) {
    List<FieldError> errors = new ArrayList<>();
    for (JsonNode one : array) {
      errors.add(
          new FieldError(
              field(one.path("propertyName").asText("")),
              cut(one.path("errorMessage").asText("is invalid"))));
    }
    return errors;
  }

  private static List<FieldError> bound(JsonNode byProperty) {
    List<FieldError> errors = new ArrayList<>();
    byProperty
        .fields()
        .forEachRemaining(
            entry ->
                errors.add(
                    new FieldError(
                        field(entry.getKey()),
                        cut(entry.getValue().path(0).asText("is invalid")))));
    return errors;
  }

  private static String field(String property) {
    String name = ArrValues.snakeOr(cut(property.replace("$.", "")), "request");
    return OWN_NAMES.getOrDefault(name, name);
  }

  private static String cut(String text) {
    String plain = text.replaceAll("\\p{Cntrl}+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }
}
