package dev.arrway.app;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What the contract says of operations, as far as calls can be made of it. */
final class ContractCalls {
  private static final Set<String> VERBS = Set.of("get", "put", "post", "patch", "delete");
  private static final JsonObject DOCUMENT = ServedContract.of(UpstreamCatalog.standard()).json();

  private ContractCalls() {}

  /** One operation with its parameters, by name. */
  record Operation(
      String id, String method, String path, Map<String, JsonObject> parameters, JsonObject raw) {
    boolean onTheBus() {
      return !"http".equals(raw.getString("x-doors"));
    }

    boolean isPublic() {
      return raw.getValue("security") instanceof JsonArray listed && listed.isEmpty();
    }

    boolean reads() {
      return method.equals("get");
    }

    boolean hasBody() {
      return raw.containsKey("requestBody");
    }

    /** Path and query parameters: the ids given, else the examples of those that are required. */
    Map<String, Object> required(Map<String, ?> ids) {
      Map<String, Object> values = new HashMap<>();
      parameters.forEach(
          (name, parameter) -> {
            if (parameter.getBoolean("required", false)) {
              values.put(name, ids.containsKey(name) ? ids.get(name) : example(parameter));
            }
          });
      return values;
    }

    /** The path with its query, as HTTP wants it; what is no parameter is left to the body. */
    String url(Map<String, Object> given) {
      String url = path;
      List<String> query = new ArrayList<>();
      for (Map.Entry<String, Object> each : given.entrySet()) {
        String text =
            each.getValue() instanceof List<?> list
                ? list.stream().map(Object::toString).collect(Collectors.joining(","))
                : each.getValue().toString();
        String encoded = URLEncoder.encode(text, StandardCharsets.UTF_8);
        if (url.contains("{" + each.getKey() + "}")) {
          url = url.replace("{" + each.getKey() + "}", encoded);
        } else if (!hasBody() || parameters.containsKey(each.getKey())) {
          query.add(each.getKey() + "=" + encoded);
        }
      }
      return query.isEmpty() ? url : url + "?" + String.join("&", query);
    }

    /** What HTTP has in the body; null when nothing. */
    Map<String, Object> body(Map<String, Object> given) {
      Map<String, Object> body = new HashMap<>(given);
      body.keySet().removeAll(parameters.keySet());
      return hasBody() ? body : null;
    }
  }

  /** All operations, by name. */
  static Map<String, Operation> all() {
    Map<String, Operation> found = new TreeMap<>();
    JsonObject paths = DOCUMENT.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject shared = paths.getJsonObject(path);
      for (String verb : shared.fieldNames()) {
        if (VERBS.contains(verb)) {
          JsonObject raw = shared.getJsonObject(verb);
          String id = raw.getString("operationId");
          found.put(id, new Operation(id, verb, path, parameters(raw), raw));
        }
      }
    }
    return found;
  }

  private static Map<String, JsonObject> parameters(JsonObject operation) {
    Map<String, JsonObject> found = new HashMap<>();
    for (Object each : operation.getJsonArray("parameters", new JsonArray())) {
      JsonObject parameter = resolved((JsonObject) each);
      found.put(parameter.getString("name"), parameter);
    }
    return found;
  }

  private static Object example(JsonObject parameter) {
    JsonArray examples =
        resolved(parameter.getJsonObject("schema")).getJsonArray("examples", new JsonArray());
    return examples.isEmpty() ? "missing example" : examples.getValue(0);
  }

  private static JsonObject resolved(JsonObject part) {
    String ref = part.getString("$ref");
    if (ref == null) {
      return part;
    }
    JsonObject at = DOCUMENT;
    for (String step : ref.substring(2).split("/")) {
      at = at.getJsonObject(step);
    }
    return resolved(at);
  }
}
