package dev.arrway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** What a personal key may do, within its owner's role. */
public enum Scope {
  /** Reads. */
  READ(Role.VIEWER),
  /** Also changes. */
  WRITE(Role.USER),
  /** Also administers. */
  ADMIN(Role.ADMIN),
  /** Reads the calendar feed and, when it is a key's only scope, nothing else. */
  CALENDAR(Role.VIEWER);

  private final Role most;

  Scope(Role most) {
    this.most = most;
  }

  /** The most that a key with these scopes may do, whoever owns it. */
  static Role most(Collection<Scope> scopes) {
    return scopes.stream().map(scope -> scope.most).max(Role::compareTo).orElse(Role.VIEWER);
  }

  /** The scope outside of the roles that a key has alone; empty for keys that count everywhere. */
  static Optional<Scope> only(Collection<Scope> scopes) {
    return scopes.stream().allMatch(scope -> scope == CALENDAR)
        ? scopes.stream().findFirst()
        : Optional.empty();
  }

  /** The name that the API shows. */
  @JsonValue
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** From the name that the API shows; throws for another. */
  @JsonCreator
  public static Scope of(String wireName) {
    return valueOf(wireName.toUpperCase(Locale.ROOT));
  }
}
