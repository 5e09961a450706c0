package dev.arrway.sandbox.arr;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The table of operations: paths in any case, <code>{id}</code> matches whole numbers only, and a
 * literal part wins over <code>{id}</code> by never being a number.
 */
public final class Routes {
  private final Map<String, Map<String, Function<Call, Future<Reply>>>> table =
      new LinkedHashMap<>();

  /** What was found for a path. */
  record Found(Map<String, Function<Call, Future<Reply>>> methods, int id) {}

  /** Adds an operation below {@code /api/v3}. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public Routes on(String method, String path, Function<Call, Reply> operation) {
    return later(method, path, operation.andThen(Future::succeededFuture));
  }

  /** The same for an operation that takes its time. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public Routes later(String method, String path, Function<Call, Future<Reply>> operation) {
    var methods = table.computeIfAbsent(path, missing -> new LinkedHashMap<>());
    if (methods.putIfAbsent(method, operation) != null) {
      throw new IllegalStateException("two operations for " + method + " " + path);
    }
    return this;
  }

  /** Every operation as {@code "METHOD /path"}. */
  public List<String> list() {
    var all = new ArrayList<String>();
    table.forEach((path, methods) -> methods.keySet().forEach(m -> all.add(m + " " + path)));
    return List.copyOf(all);
  }

  Optional<Found> find(String path) {
    var lower = path.toLowerCase(Locale.ROOT);
    if (lower.length() > 1 && lower.endsWith("/")) {
      lower = lower.substring(0, lower.length() - 1);
    }
    var exact = table.get(lower);
    return exact != null ? Optional.of(new Found(exact, 0)) : findById(lower);
  }

  private Optional<Found> findById(String path) {
    var parts = path.split("/", -1);
    for (var i = parts.length - 1; i > 0; i--) {
      if (parts[i].matches("\\d{1,9}")) {
        var id = Integer.parseInt(parts[i]);
        parts[i] = "{id}";
        var methods = table.get(String.join("/", parts));
        return Optional.ofNullable(methods).map(found -> new Found(found, id));
      }
    }
    return Optional.empty();
  }
}
