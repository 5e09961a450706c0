package dev.arrway.sandbox.transmission;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The arguments of a request, found by their names in snake_case. */
record RpcArguments(JsonObject json, RpcNames names) {
  Optional<String> text(String name) {
    return value(name, String.class);
  }

  boolean isTrue(String name) {
    return flag(name).orElse(false);
  }

  Optional<Boolean> flag(String name) {
    return value(name, Boolean.class);
  }

  Optional<Number> number(String name) {
    return value(name, Number.class);
  }

  Optional<List<String>> texts(String name) {
    return value(name, JsonArray.class)
        .map(
            array ->
                array.stream().filter(String.class::isInstance).map(Object::toString).toList());
  }

  /** Returns the argument {@code ids} in any of its forms; empty when it is absent. */
  Optional<Object> ids() {
    return value("ids", Object.class);
  }

  private <T> Optional<T> value(String name, Class<T> type) {
    Object value = json.getValue(names.argument(name));
    return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
  }
}
