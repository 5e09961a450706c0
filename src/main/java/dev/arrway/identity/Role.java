package dev.arrway.identity;

import java.util.Locale;

/** What a user may do; each role may do all that the ones before it may. */
public enum Role {
  /** Reads. */
  VIEWER,
  /** Has instances and playlists. */
  USER,
  /** Everything. */
  ADMIN;

  /** Whether this role may do what {@code least} may. */
  public boolean atLeast(Role least) {
    return compareTo(least) >= 0;
  }

  /** The name that the API shows. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the name that the API shows; throws for another. */
  public static Role of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
