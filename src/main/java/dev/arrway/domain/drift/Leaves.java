package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The values of one document by readable fields. Ids that the server made are left out or become
 * the names that they stand for; lists whose order means nothing lose it.
 */
final class Leaves {
  private final SortedMap<String, Item.Leaf> leaves = new TreeMap<>();
  private final Map<String, String> tags;

  /**
   * Of a document.
   *
   * @param tags labels by id
   */
  Leaves(Map<String, String> tags) {
    this.tags = tags;
  }

  Item item(ArrObject kind, Map<String, Object> document) {
    return new Item(kind, document, leaves);
  }

  void put(String field, @Nullable Object value, String source) {
    if (value != null) {
      leaves.put(field, new Item.Leaf(value, source));
    }
  }

  /** Every field but these, by its name. */
  void rest(Map<String, Object> document, Set<String> except) {
    document.forEach(
        (name, value) -> {
          if (!except.contains(name)) {
            add(Tree.snake(name), value, name);
          }
        });
  }

  /** A value of any form. */
  void add(String field, @Nullable Object value, String source) {
    if (value instanceof Map<?, ?>) {
      Tree.map(value)
          .forEach(
              (name, inner) -> {
                if (!name.equals("id")) {
                  add(join(field, Tree.snake(name)), inner, source);
                }
              });
    } else if (value instanceof List<?> list) {
      addList(field, list, source);
    } else if (value != null) {
      put(field, Tree.scalar(value), source);
    }
  }

  private void addList(String field, List<?> list, String source) {
    if (source.equals("tags")) {
      put(field, labels(list), source);
    } else if (list.stream()
            .allMatch(one -> one instanceof Map<?, ?> map && map.containsKey("name"))
        && !list.isEmpty()) {
      named(Tree.maps(list)).forEach((name, one) -> add(field + Tree.key(name), one, source));
    } else {
      put(field, plain(list), source);
    }
  }

  private List<String> labels(List<?> ids) {
    TreeSet<String> labels = new TreeSet<>();
    ids.forEach(id -> labels.add(tags.getOrDefault(Tree.id(id), Tree.id(id))));
    return List.copyOf(labels);
  }

  /** A tree without ids that the server made and without what is not there. */
  static Object plain(Object value) {
    if (value instanceof List<?> list) {
      List<Object> all = new ArrayList<>();
      for (Object one : list) {
        if (one != null) {
          all.add(plain(one));
        }
      }
      return all;
    }
    if (value instanceof Map<?, ?>) {
      Map<String, Object> sorted = new TreeMap<>();
      Tree.map(value)
          .forEach(
              (name, inner) -> {
                if (inner != null && !name.equals("id")) {
                  sorted.put(name, plain(inner));
                }
              });
      return sorted;
    }
    return Tree.scalar(value);
  }

  /**
   * Objects by name. The second of one name, which the servers allow here and there, is {@code name
   * (2)}, in the order of what they hold, so that new ids change nothing.
   */
  static SortedMap<String, Map<String, Object>> named(List<Map<String, Object>> all) {
    return named(all, "name");
  }

  static SortedMap<String, Map<String, Object>> named(List<Map<String, Object>> all, String by) {
    SortedMap<String, List<Map<String, Object>>> groups = new TreeMap<>();
    all.forEach(
        one -> groups.computeIfAbsent(Tree.text(one.get(by)), n -> new ArrayList<>()).add(one));
    SortedMap<String, Map<String, Object>> named = new TreeMap<>();
    groups.forEach(
        (name, same) -> {
          if (same.size() > 1) {
            same.sort(Comparator.comparing(one -> plain(one).toString()));
          }
          for (int i = 0; i < same.size(); i++) {
            named.put(i == 0 ? name : name + " (" + (i + 1) + ")", same.get(i));
          }
        });
    return named;
  }

  private static String join(String field, String name) {
    return field.isEmpty() ? name : field + "." + name;
  }
}
