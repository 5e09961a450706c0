package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Objects by id, in the order of ids. Safe for any thread; what it gives are copies. */
public final class Shelf {
  private final Map<Integer, JsonObject> items = new TreeMap<>();
  private int lastId;

  /** Keeps an object under the next id; gives it with that id. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized JsonObject add(JsonObject item) {
    lastId++;
    var kept = new JsonObject().put("id", lastId).mergeIn(item).put("id", lastId);
    items.put(lastId, kept);
    return kept.copy();
  }

  /** Copies of all. */
  public synchronized List<JsonObject> list() {
    return items.values().stream().map(JsonObject::copy).toList();
  }

  /** Copies of those for which this holds. */
  public Stream<JsonObject> where(Predicate<JsonObject> holds) {
    return list().stream().filter(holds);
  }

  /** A copy of one. */
  public synchronized Optional<JsonObject> get(int id) {
    return Optional.ofNullable(items.get(id)).map(JsonObject::copy);
  }

  /** What a function that changes nothing makes of one, without the cost of a copy. */
  public synchronized <R> Optional<R> read(int id, Function<JsonObject, R> how) {
    return Optional.ofNullable(items.get(id)).map(how);
  }

  /** Whether there is one. */
  public synchronized boolean has(int id) {
    return items.containsKey(id);
  }

  /** Replaces one by what the function makes of a copy; empty when there is none. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized Optional<JsonObject> change(int id, UnaryOperator<JsonObject> how) {
    return get(id)
        .map(
            item -> {
              var changed = how.apply(item).put("id", id);
              items.put(id, changed);
              return changed.copy();
            });
  }

  /** Whether there was one to remove. */
  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public synchronized boolean remove(int id) {
    return items.remove(id) != null;
  }

  /** Removes those for which this holds. */
  public synchronized void removeIf(Predicate<JsonObject> holds) {
    items.values().removeIf(holds);
  }

  /** How many there are. */
  public synchronized int size() {
    return items.size();
  }
}
