package dev.arrway.upstream.shared.arr;

import static dev.arrway.upstream.shared.arr.ArrValues.each;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** JSON whose text is equal when its meaning is: keys in order, no blanks, no nulls. */
final class CanonicalJson {
  private CanonicalJson() {}

  /** A scalar as it is, without quotes; anything else as JSON. */
  static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : json(value);
  }

  /** What a custom format looks for, without the words that explain it to people. */
  static String specifications(ArrWire.Format format) {
    List<String> all = each(format.specifications()).map(CanonicalJson::one).sorted().toList();
    return all.stream().collect(Collectors.joining(",", "[", "]"));
  }

  private static String one(ArrWire.Specification specification) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", specification.name());
    node.put("implementation", specification.implementation());
    node.put("negate", specification.negate());
    node.put("required", specification.required());
    ObjectNode fields = node.putObject("fields");
    each(specification.fields())
        .filter(field -> field.name() != null)
        .forEach(field -> fields.set(field.name(), field.value()));
    return json(node);
  }

  private static String json(JsonNode node) {
    if (node.isObject()) {
      Map<String, JsonNode> sorted = new TreeMap<>();
      node.properties().forEach(field -> sorted.put(field.getKey(), field.getValue()));
      return sorted.entrySet().stream()
          .filter(field -> !field.getValue().isNull())
          .map(
              field ->
                  JsonNodeFactory.instance.textNode(field.getKey()) + ":" + json(field.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    return node.isArray()
        ? StreamSupport.stream(node.spliterator(), false)
            .map(CanonicalJson::json)
            .collect(Collectors.joining(",", "[", "]"))
        : node.toString();
  }
}
