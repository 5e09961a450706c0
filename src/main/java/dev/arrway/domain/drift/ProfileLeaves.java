package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The values of a quality profile. The order of its qualities is their rank, hence it counts; in a
 * group all are alike. Whether something is allowed is said by the group, not within it. A format
 * that scores nothing is as good as one that the profile does not know.
 */
final class ProfileLeaves {
  private static final Set<String> OWN =
      Set.of("id", "name", "items", "cutoff", "formatItems", "language");
  private static final Set<String> OF_ITEM = Set.of("id", "name", "quality", "items");
  private static final String ITEMS = "items";

  private ProfileLeaves() {}

  static Item of(Map<String, Object> profile, State.Names names) {
    Leaves leaves = new Leaves(names.tags());
    leaves.rest(profile, OWN);
    List<Map<String, Object>> items = Tree.maps(profile.get(ITEMS));
    leaves.put("cutoff", cutoff(items, profile.get("cutoff")), "cutoff");
    leaves.put("order", items.stream().map(ProfileLeaves::label).toList(), ITEMS);
    items.forEach(item -> quality(leaves, item));
    leaves.put("language", Tree.map(profile.get("language")).get("name"), "language");
    scores(profile, names.formats())
        .forEach(
            (name, score) -> leaves.put("format_scores" + Tree.key(name), score, "formatItems"));
    return leaves.item(ArrObject.QUALITY_PROFILE, profile);
  }

  private static void quality(Leaves leaves, Map<String, Object> item) {
    String field = "qualities" + Tree.key(label(item));
    item.forEach(
        (name, value) -> {
          if (!OF_ITEM.contains(name)) {
            leaves.add(field + "." + Tree.snake(name), value, ITEMS);
          }
        });
    List<Map<String, Object>> members = Tree.maps(item.get(ITEMS));
    if (!members.isEmpty()) {
      leaves.put(
          field + ".members", members.stream().map(ProfileLeaves::label).sorted().toList(), ITEMS);
    }
  }

  /** The cutoff is the id of a quality or of a group. */
  private static Object cutoff(List<Map<String, Object>> items, @Nullable Object cutoff) {
    return items.stream()
        .filter(item -> id(item).equals(Tree.id(cutoff)))
        .map(ProfileLeaves::label)
        .findFirst()
        .orElseGet(() -> Tree.id(cutoff));
  }

  private static SortedMap<String, Object> scores(
      Map<String, Object> profile, Map<String, String> formats) {
    List<Map<String, Object>> scored = new ArrayList<>();
    for (Map<String, Object> item : Tree.maps(profile.get("formatItems"))) {
      Object score = item.get("score");
      if (score != null && !Long.valueOf(0).equals(Tree.scalar(score))) {
        String known = formats.get(Tree.id(item.get("format")));
        scored.add(
            Map.of(
                "name",
                known == null ? Tree.text(item.get("name")) : known,
                "score",
                Tree.scalar(score)));
      }
    }
    SortedMap<String, Object> scores = new TreeMap<>();
    Leaves.named(scored).forEach((name, one) -> scores.put(name, one.getOrDefault("score", 0)));
    return scores;
  }

  private static String id(Map<String, Object> item) {
    Object quality = item.get("quality");
    return Tree.id(quality == null ? item.get("id") : Tree.map(quality).get("id"));
  }

  private static String label(Map<String, Object> item) {
    Object quality = item.get("quality");
    return Tree.text(quality == null ? item.get("name") : Tree.map(quality).get("name"));
  }
}
