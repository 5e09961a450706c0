package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The types of a request's properties, as far as the servers refuse others. */
public final class Shape {
  private final Map<String, Predicate<Object>> types = new LinkedHashMap<>();
  private final Map<String, Shape> inner = new LinkedHashMap<>();

  /** Whole numbers. */
  public Shape ints(String... names) {
    return add(value -> value instanceof Integer || value instanceof Long, names);
  }

  /** True or false. */
  public Shape booleans(String... names) {
    return add(Boolean.class::isInstance, names);
  }

  /** Text. */
  public Shape strings(String... names) {
    return add(String.class::isInstance, names);
  }

  /** One of these words, in any case, or its number. */
  public Shape oneOf(String name, Set<String> words) {
    return add(
        value ->
            value instanceof Integer
                || (value instanceof String text
                    && words.stream().anyMatch(word -> word.equalsIgnoreCase(text))),
        name);
  }

  /** Arrays of whole numbers. */
  public Shape intArrays(String... names) {
    return add(
        value ->
            value instanceof JsonArray array && array.stream().allMatch(Integer.class::isInstance),
        names);
  }

  /** Arrays of objects. */
  public Shape objectArrays(String... names) {
    return add(
        value ->
            value instanceof JsonArray array
                && array.stream().allMatch(JsonObject.class::isInstance),
        names);
  }

  /** Arrays of objects of this shape. */
  public Shape arrayOf(String name, Shape shape) {
    inner.put(name, shape);
    return objectArrays(name);
  }

  /** An object of its own shape. */
  public Shape object(String name, Shape shape) {
    inner.put(name, shape);
    return add(JsonObject.class::isInstance, name);
  }

  private Shape add(Predicate<Object> type, String... names) {
    for (var name : names) {
      types.put(name, type);
    }
    return this;
  }

  /** Ends the request with 400 when a property is there and of another type. */
  void check(JsonObject body) {
    check("$", body);
  }

  private void check(String path, JsonObject body) {
    types.forEach(
        (name, type) -> {
          var value = body.getValue(name);
          if (value != null && !type.test(value)) {
            throw new Unbound(
                path + "." + name, "The JSON value could not be converted to the property's type.");
          }
          checkInner(path + "." + name, inner.get(name), value);
        });
  }

  private static void checkInner(String path, @Nullable Shape shape, @Nullable Object value) {
    if (shape == null) {
      return;
    }
    if (value instanceof JsonObject object) {
      shape.check(path, object);
    }
    if (value instanceof JsonArray array) {
      for (var i = 0; i < array.size(); i++) {
        shape.check(path + "[" + i + "]", array.getJsonObject(i));
      }
    }
  }
}
