package dev.arrway.gateway;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The error responses that follow from the definition of an operation, so that fragments need not
 * repeat them. A response that an operation defines itself is kept.
 */
final class DerivedResponses {
  private static final String COMPONENTS = "#/components/responses/";

  /** The responses of all operations that meet a condition. */
  private record ResponseRule(
      Predicate<OperationDefinition> condition, Map<String, String> responses) {}

  /** An operation with its path. */
  private record OperationDefinition(String path, JsonObject definition) {
    boolean isPublic() {
      return definition.getValue("security") instanceof JsonArray listed && listed.isEmpty();
    }

    boolean hasPathParameter() {
      return path.contains("{");
    }

    /** Returns whether anything in a call is validated. */
    boolean isValidated() {
      boolean takesValues =
          definition.containsKey("parameters") || definition.containsKey("requestBody");
      return takesValues && !definition.containsKey("x-foreign-body");
    }

    boolean requiresBody() {
      JsonObject body = definition.getJsonObject("requestBody");
      return body != null && body.getBoolean("required", false);
    }
  }

  /** The component for each status, by the operations that can answer with it. */
  private static final List<ResponseRule> RULES =
      List.of(
          new ResponseRule(operation -> true, Map.of("429", "LimitExceeded", "503", "Unavailable")),
          new ResponseRule(
              operation -> !operation.isPublic(),
              Map.of("401", "Unauthenticated", "403", "Forbidden")),
          new ResponseRule(OperationDefinition::hasPathParameter, Map.of("404", "NotFound")),
          new ResponseRule(OperationDefinition::isValidated, Map.of("422", "Invalid")),
          new ResponseRule(
              OperationDefinition::requiresBody,
              Map.of("400", "BadRequest", "413", "TooLarge", "415", "UnsupportedMediaType")));

  private DerivedResponses() {}

  /**
   * Adds the responses to every operation and sorts them by status.
   *
   * @throws IllegalArgumentException when the document lacks the component of a response
   */
  static void addTo(JsonObject document) {
    JsonObject components = document.getJsonObject("components").getJsonObject("responses");
    RULES.stream()
        .flatMap(rule -> rule.responses().values().stream())
        .filter(name -> !components.containsKey(name))
        .forEach(DerivedResponses::refuse);
    for (Map.Entry<String, Object> path : document.getJsonObject("paths")) {
      for (Map.Entry<String, Object> method : (JsonObject) path.getValue()) {
        add(new OperationDefinition(path.getKey(), (JsonObject) method.getValue()));
      }
    }
  }

  private static void refuse(String name) {
    throw new IllegalArgumentException("No fragment defines '" + COMPONENTS + name + "'");
  }

  private static void add(OperationDefinition operation) {
    Map<String, Object> responses = new TreeMap<>();
    for (ResponseRule rule : RULES) {
      if (rule.condition().test(operation)) {
        rule.responses()
            .forEach((status, name) -> responses.put(status, Map.of("$ref", COMPONENTS + name)));
      }
    }
    responses.putAll(operation.definition().getJsonObject("responses").getMap());
    operation.definition().put("responses", responses);
  }
}
