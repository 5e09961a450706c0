package dev.arrway.domain.drift;

import dev.arrway.domain.arr.ArrObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The way back to an accepted state.
 *
 * @param steps in the order in which they are to be done
 * @param notReverted what stays as it is
 */
public record RevertPlan(List<Step> steps, List<Kept> notReverted) {
  public RevertPlan {
    steps = List.copyOf(steps);
    notReverted = List.copyOf(notReverted);
  }

  /** What is done to an object. */
  public enum Action {
    /** It is made again. */
    CREATE,
    /** Fields of it are put back. */
    UPDATE,
    /** It is deleted. */
    DELETE;

    /** Such as {@code update}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One object that is put back.
   *
   * @param stage what has a lower one is to be done before: profiles name formats
   * @param object such as {@code tags[family]}
   * @param document as it was, with the ids of then; empty to delete it
   * @param fields the document's fields to put back; empty for all
   * @param id the server's id of it now, null when it is to be made
   * @param undone the differences that end by it
   */
  public record Step(
      int stage,
      Action action,
      String object,
      ArrObject kind,
      Map<String, Object> document,
      List<String> fields,
      @Nullable Long id,
      List<Difference> undone) {}

  /** A difference that stays, and why. */
  public record Kept(String path, String reason) {}

  /**
   * Plans the way back.
   *
   * @param wanted which paths are to be put back; what shares a document's field with one of them
   *     goes with it
   * @param deleteAdded whether objects that were added since are deleted
   */
  public static RevertPlan of(
      State expected, State actual, Predicate<String> wanted, boolean deleteAdded) {
    Map<String, List<Difference>> byObject = new TreeMap<>();
    for (Difference difference : Comparison.of(expected, actual)) {
      byObject.computeIfAbsent(difference.object(), o -> new ArrayList<>()).add(difference);
    }
    Builder plan = new Builder(expected, actual, deleteAdded);
    byObject.forEach(
        (object, all) -> {
          List<Difference> chosen = all.stream().filter(d -> wanted.test(d.path())).toList();
          if (!chosen.isEmpty()) {
            plan.object(object, all, chosen);
          }
        });
    return plan.done();
  }

  private static final class Builder {
    private final State expected;
    private final State actual;
    private final boolean deleteAdded;
    private final List<Step> steps = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    Builder(State expected, State actual, boolean deleteAdded) {
      this.expected = expected;
      this.actual = actual;
      this.deleteAdded = deleteAdded;
    }

    void object(String object, List<Difference> all, List<Difference> chosen) {
      Item before = expected.items().get(object);
      Item now = actual.items().get(object);
      ArrObject kind = before != null ? before.kind() : now == null ? null : now.kind();
      if (kind == null) {
        keep(chosen, "this cannot be set through the server's API");
      } else if (before == null) {
        added(object, kind, now, chosen);
      } else if (now == null) {
        removed(object, kind, before, chosen);
      } else {
        changed(object, kind, before, now, all, chosen);
      }
    }

    private void added(String object, ArrObject kind, @Nullable Item now, List<Difference> chosen) {
      Long id = now == null ? null : now.id();
      if (id == null || settings(kind)) {
        keep(chosen, "this cannot be deleted");
      } else if (!deleteAdded) {
        keep(chosen, "it was added since, and delete_added is not set");
      } else {
        int stage = 7 - stage(kind);
        steps.add(new Step(stage, Action.DELETE, object, kind, Map.of(), List.of(), id, chosen));
      }
    }

    private void removed(String object, ArrObject kind, Item before, List<Difference> chosen) {
      if (settings(kind)) {
        keep(chosen, "the server has no such settings any more");
        return;
      }
      steps.add(
          new Step(
              stage(kind),
              Action.CREATE,
              object,
              kind,
              before.document(),
              List.of(),
              null,
              chosen));
    }

    private void changed(
        String object,
        ArrObject kind,
        Item before,
        Item now,
        List<Difference> all,
        List<Difference> chosen) {
      if (kind == ArrObject.ROOT_FOLDER || kind == ArrObject.TAG) {
        keep(chosen, "this cannot be set through the server's API");
        return;
      }
      TreeSet<String> fields = new TreeSet<>();
      for (Difference difference : chosen) {
        String source = source(difference, before, now);
        if (before.document().get(source) == null) {
          kept.add(new Kept(difference.path(), "the accepted state has no value for it"));
        } else {
          fields.add(source);
        }
      }
      if (!fields.isEmpty()) {
        List<Difference> undone =
            all.stream().filter(d -> fields.contains(source(d, before, now))).toList();
        steps.add(
            new Step(
                stage(kind),
                Action.UPDATE,
                object,
                kind,
                before.document(),
                List.copyOf(fields),
                now.id(),
                undone));
      }
    }

    private static String source(Difference difference, Item before, Item now) {
      Item.Leaf leaf = before.leaves().get(difference.field());
      Item.Leaf other = now.leaves().get(difference.field());
      return leaf != null ? leaf.source() : other != null ? other.source() : "";
    }

    private void keep(List<Difference> differences, String reason) {
      differences.forEach(d -> kept.add(new Kept(d.path(), reason)));
    }

    private static boolean settings(ArrObject kind) {
      return kind == ArrObject.NAMING || kind == ArrObject.MEDIA_MANAGEMENT;
    }

    /** Formats before the profiles that score them. */
    private static int stage(ArrObject kind) {
      return switch (kind) {
        case TAG, ROOT_FOLDER -> 1;
        case CUSTOM_FORMAT -> 2;
        default -> 3;
      };
    }

    RevertPlan done() {
      steps.sort(Comparator.comparingInt(Step::stage).thenComparing(Step::object));
      return new RevertPlan(steps, kept);
    }
  }
}
