package dev.arrway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
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

  /** The lesser of two. */
  public Role atMost(Role most) {
    return compareTo(most) <= 0 ? this : most;
  }

  /** The name that the API shows. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the name that the API shows; throws for another. */
  @JsonCreator
  public static Role of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
