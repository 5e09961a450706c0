package dev.arrway.feature.schedules.plan;

import java.util.Locale;

/**
 * What goes first among what may be searched. In every order that which nobody has searched yet
 * goes before the rest, so that no item waits for ever.
 */
public enum Order {
  /** What was searched longest ago. */
  OLDEST_SEARCH,
  /** The newest release first; of what has been searched, what was searched longest ago. */
  NEWEST_RELEASE,
  /** The oldest release first; of what has been searched, what was searched longest ago. */
  OLDEST_RELEASE,
  /** By chance: the same for the same seed and time. */
  RANDOM;

  /** The name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Of the name that clients see. */
  public static Order of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
