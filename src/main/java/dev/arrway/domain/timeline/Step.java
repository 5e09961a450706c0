package dev.arrway.domain.timeline;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a title.
 *
 * @param key what makes two tellings the same step of a timeline
 * @param at when it happened, as far as whoever told it knows
 * @param instanceId where it happened, or null
 * @param downloadId of the download that it is about, lower case, or null
 * @param data what is known of it; JSON values by snake_case names
 */
public record Step(
    String key,
    StepKind kind,
    Instant at,
    @Nullable Long instanceId,
    @Nullable String downloadId,
    Map<String, Object> data) {
  /** The order of steps of one timeline. */
  public static final Comparator<Step> ORDER =
      Comparator.comparing(Step::at).thenComparing(Step::kind).thenComparing(Step::key);

  public Step {
    data = Map.copyOf(data);
  }

  /**
   * The one step of which both tell. Whichever is told first and however often, the outcome is the
   * same: the earliest time, everything that is known, and of two different things about the same
   * the one whose text comes first.
   */
  public Step merge(Step other) {
    if (!key.equals(other.key)) {
      throw new IllegalArgumentException(key + " is not " + other.key);
    }
    Map<String, Object> all = new HashMap<>(data);
    other.data.forEach((name, value) -> all.merge(name, value, Step::first));
    return new Step(
        key,
        kind.compareTo(other.kind) >= 0 ? kind : other.kind,
        at.isBefore(other.at) ? at : other.at,
        either(instanceId, other.instanceId),
        either(downloadId, other.downloadId),
        all);
  }

  private static Object first(Object one, Object another) {
    return one.toString().compareTo(another.toString()) <= 0 ? one : another;
  }

  private static <T extends Comparable<T>> @Nullable T either(
      @Nullable T one, @Nullable T another) {
    if (one == null || another == null) {
      return one == null ? another : one;
    }
    return one.compareTo(another) <= 0 ? one : another;
  }

  /** A text of the data; null when there is none. */
  public @Nullable String text(String name) {
    Object value = data.get(name);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }

  /** The download, or a name for those without an id. */
  String chain() {
    return Objects.requireNonNullElse(downloadId, "");
  }
}
