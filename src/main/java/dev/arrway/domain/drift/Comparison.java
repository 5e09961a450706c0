package dev.arrway.domain.drift;

import dev.arrway.domain.drift.Difference.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Compares two states: objects by name, and those that both have field by field. */
public final class Comparison {
  private Comparison() {}

  /** What differs, by path; an object that only one of the two has is one difference. */
  public static List<Difference> of(State expected, State actual) {
    TreeSet<String> objects = new TreeSet<>(expected.items().keySet());
    objects.addAll(actual.items().keySet());
    List<Difference> all = new ArrayList<>();
    for (String object : objects) {
      Item before = expected.items().get(object);
      Item now = actual.items().get(object);
      if (before == null && now != null) {
        all.add(new Difference(object, "", Kind.ADDED, null, now.shown()));
      } else if (before != null && now == null) {
        all.add(new Difference(object, "", Kind.REMOVED, before.shown(), null));
      } else if (before != null && now != null) {
        fields(all, object, before, now);
      }
    }
    return all;
  }

  private static void fields(List<Difference> all, String object, Item before, Item now) {
    TreeSet<String> fields = new TreeSet<>(before.leaves().keySet());
    fields.addAll(now.leaves().keySet());
    for (String field : fields) {
      Item.Leaf was = before.leaves().get(field);
      Item.Leaf is = now.leaves().get(field);
      if (was == null && is != null) {
        all.add(new Difference(object, field, Kind.ADDED, null, is.value()));
      } else if (was != null && is == null) {
        all.add(new Difference(object, field, Kind.REMOVED, was.value(), null));
      } else if (was != null && is != null && !was.value().equals(is.value())) {
        all.add(new Difference(object, field, Kind.CHANGED, was.value(), is.value()));
      }
    }
  }
}
