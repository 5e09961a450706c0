package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The library item that an entry most likely is.
 *
 * @param confidence 0 to 100; from {@link #HELD} on the entry counts as held by the library
 * @param method how it was found
 * @param reasons why the confidence is what it is, for people
 * @param title the item, or null when the method is {@link MatchMethod#NONE}
 */
public record MatchResult(
    int confidence, MatchMethod method, List<String> reasons, @Nullable LibraryTitle title) {

  /** Confidence from which an entry counts as held. */
  public static final int HELD = 85;

  /** Confidence that leaves no doubt. */
  public static final int CERTAIN = 100;

  /** Nothing like it in the library. */
  public static final MatchResult NONE = none("nothing like it in the library");

  /** Copies the reasons. */
  public MatchResult {
    reasons = List.copyOf(reasons);
  }

  /** No match, and why. */
  public static MatchResult none(String reason) {
    return new MatchResult(0, MatchMethod.NONE, List.of(reason), null);
  }

  /** Whether the library holds what the entry plays. */
  public boolean isHeld() {
    return title != null && confidence >= HELD;
  }
}
