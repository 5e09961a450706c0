package dev.arrway.protocol;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.List;
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
  public static Role most(Collection<Scope> scopes) {
    return scopes.stream().map(scope -> scope.most).max(Role::compareTo).orElse(Role.VIEWER);
  }

  /** Returns the single-purpose scope of a key that has no other scope; empty for general keys. */
  public static Optional<Scope> only(Collection<Scope> scopes) {
    return scopes.stream().allMatch(scope -> scope == CALENDAR)
        ? scopes.stream().findFirst()
        : Optional.empty();
  }

  /** Returns the scope that a key needs for operations of a role. */
  public static Scope of(Role role) {
    return switch (role) {
      case VIEWER -> READ;
      case USER -> WRITE;
      case ADMIN -> ADMIN;
    };
  }

  /** Returns whether a role includes everything that this scope allows. */
  public boolean isWithin(Role owner) {
    return owner.atLeast(most);
  }

  /**
   * Returns the scopes that are effective for a key whose owner has this role: a scope beyond the
   * role is replaced by the role's own.
   */
  public static List<Scope> effective(Collection<Scope> scopes, Role owner) {
    return scopes.stream()
        .map(scope -> scope.isWithin(owner) ? scope : of(owner))
        .distinct()
        .sorted()
        .toList();
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
