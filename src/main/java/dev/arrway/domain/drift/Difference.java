package dev.arrway.domain.drift;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One difference from an accepted state.
 *
 * @param object the object that differs, such as {@code quality_profiles[HD-1080p]}
 * @param field what of it differs, such as {@code cutoff}; empty when all of it was added or
 *     removed, or when it has one value alone
 * @param expected the value in the accepted state, null when added
 * @param actual the value now, null when removed
 */
public record Difference(
    String object, String field, Kind kind, @Nullable Object expected, @Nullable Object actual) {
  /** What became of it. */
  public enum Kind {
    /** It was not there. */
    ADDED,
    /** It is not there any more. */
    REMOVED,
    /** It is another. */
    CHANGED;

    /** Such as {@code added}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Such as {@code quality_profiles[HD-1080p].cutoff}. */
  public String path() {
    return field.isEmpty() ? object : object + "." + field;
  }
}
