package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/**
 * One page of a list: page 1 of 10 unless asked otherwise, no largest page, unknown sort keys fall
 * back to the usual one, and an absent direction means descending.
 *
 * @param usualKey one of {@code keys}
 */
public record Paging<T>(
    Map<String, Comparator<T>> keys, String usualKey, Function<T, JsonObject> row) {
  /** Keeps its own copy of the keys. */
  public Paging {
    keys = Map.copyOf(keys);
  }

  /** The envelope with the page that was asked for. */
  public JsonObject page(Call call, List<T> items) {
    var page = Math.max(1, call.number("page").orElse(1));
    var size = call.number("pageSize").filter(given -> given > 0).orElse(10);
    var key = call.param("sortKey").flatMap(this::known).orElse(usualKey);
    var ascending =
        call.param("sortDirection").map(Paging::direction).orElse("default").equals("ascending");
    var order = java.util.Objects.requireNonNull(keys.get(key));
    var records =
        items.stream()
            .sorted(ascending ? order : order.reversed())
            .skip((long) (page - 1) * size)
            .limit(size)
            .map(row)
            .toList();
    return Wire.object(
        "page",
        page,
        "pageSize",
        size,
        "sortKey",
        key,
        "sortDirection",
        ascending ? "ascending" : "descending",
        "totalRecords",
        items.size(),
        "records",
        Wire.array(records));
  }

  private java.util.Optional<String> known(String given) {
    return keys.keySet().stream().filter(key -> key.equalsIgnoreCase(given)).findFirst();
  }

  private static String direction(String given) {
    var word = given.toLowerCase(Locale.ROOT);
    return switch (word) {
      case "ascending", "descending", "default" -> word;
      default -> throw new Unbound("sortDirection", "The value '" + given + "' is not valid.");
    };
  }
}
