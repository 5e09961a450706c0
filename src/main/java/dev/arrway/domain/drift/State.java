package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The state of a server by what it means: equal states are equal whatever ids the server gave and
 * in whatever order it lists what has none.
 */
public final class State {
  /** What a server says of its disks and its own ids is no setting. */
  private static final Set<String> OF_FOLDER =
      Set.of("id", "path", "freeSpace", "totalSpace", "unmappedFolders");

  private static final Set<String> OF_FORMAT = Set.of("id", "name", "specifications");
  private static final Set<String> OF_SETTINGS = Set.of("id");

  private final SortedMap<String, Item> items;

  private State(SortedMap<String, Item> items) {
    this.items = Collections.unmodifiableSortedMap(items);
  }

  /** What ids stand for. */
  record Names(Map<String, String> tags, Map<String, String> formats) {
    static Names of(Map<ArrObject, List<Map<String, Object>>> documents) {
      return new Names(
          by(documents.getOrDefault(ArrObject.TAG, List.of()), "label"),
          by(documents.getOrDefault(ArrObject.CUSTOM_FORMAT, List.of()), "name"));
    }

    private static Map<String, String> by(List<Map<String, Object>> all, String name) {
      Map<String, String> names = new HashMap<>();
      all.forEach(one -> names.put(Tree.id(one.get("id")), Tree.text(one.get(name))));
      return names;
    }
  }

  /**
   * Reads documents.
   *
   * @param documents by kind, as the server sent them
   * @param facts more that is known, by path
   */
  public static State of(
      Map<ArrObject, List<Map<String, Object>>> documents, Map<String, ?> facts) {
    Names names = Names.of(documents);
    SortedMap<String, Item> items = new TreeMap<>();
    documents.forEach(
        (kind, all) -> {
          switch (kind) {
            case QUALITY_PROFILE ->
                Leaves.named(all)
                    .forEach(
                        (name, one) ->
                            items.put(
                                "quality_profiles" + Tree.key(name), ProfileLeaves.of(one, names)));
            case CUSTOM_FORMAT ->
                Leaves.named(all)
                    .forEach(
                        (name, one) ->
                            items.put("custom_formats" + Tree.key(name), format(one, names)));
            case TAG ->
                all.forEach(
                    one -> items.put("tags" + Tree.key(Tree.text(one.get("label"))), tag(one)));
            case ROOT_FOLDER ->
                all.forEach(
                    one -> items.put("root_folders" + Tree.key(folder(one)), folder(one, names)));
            case NAMING -> all.forEach(one -> items.put("naming", settings(kind, one, names)));
            case MEDIA_MANAGEMENT ->
                all.forEach(one -> items.put("media_management", settings(kind, one, names)));
            default -> throw new IllegalArgumentException("no state is kept of " + kind);
          }
        });
    facts.forEach((path, value) -> items.put(path, Item.of(Leaves.plain(value))));
    return new State(items);
  }

  private static Item tag(Map<String, Object> tag) {
    Leaves leaves = new Leaves(Map.of());
    leaves.put("", Tree.text(tag.get("label")), "label");
    return leaves.item(ArrObject.TAG, tag);
  }

  /** Some versions end paths with a slash, some do not. */
  private static String folder(Map<String, Object> folder) {
    String path = Tree.text(folder.get("path"));
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static Item folder(Map<String, Object> folder, Names names) {
    Leaves leaves = new Leaves(names.tags());
    leaves.rest(folder, OF_FOLDER);
    return leaves.item(ArrObject.ROOT_FOLDER, folder);
  }

  private static Item settings(ArrObject kind, Map<String, Object> document, Names names) {
    Leaves leaves = new Leaves(names.tags());
    leaves.rest(document, OF_SETTINGS);
    return leaves.item(kind, document);
  }

  /** Of what a format looks for, without the words that explain it to people. */
  private static Item format(Map<String, Object> format, Names names) {
    Leaves leaves = new Leaves(names.tags());
    leaves.rest(format, OF_FORMAT);
    String source = "specifications";
    Leaves.named(Tree.maps(format.get(source)))
        .forEach(
            (name, one) -> {
              String field = source + Tree.key(name);
              leaves.add(field + ".implementation", one.get("implementation"), source);
              leaves.add(field + ".negate", one.get("negate"), source);
              leaves.add(field + ".required", one.get("required"), source);
              Tree.maps(one.get("fields"))
                  .forEach(
                      f ->
                          leaves.add(
                              field + ".fields" + Tree.key(Tree.text(f.get("name"))),
                              f.get("value"),
                              source));
            });
    return leaves.item(ArrObject.CUSTOM_FORMAT, format);
  }

  /** How many objects there are of each section, such as {@code quality_profiles}. */
  public SortedMap<String, Integer> counts() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    items.forEach(
        (path, item) -> {
          int bracket = path.indexOf('[');
          if (item.kind() != null && bracket > 0) {
            counts.merge(path.substring(0, bracket), 1, Integer::sum);
          }
        });
    return counts;
  }

  SortedMap<String, Item> items() {
    return items;
  }
}
