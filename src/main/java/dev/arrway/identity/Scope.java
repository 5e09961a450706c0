package dev.arrway.identity;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Collection;
import java.util.Locale;

/** What a personal key may do, within its owner's role. */
public enum Scope {
  /** Reads. */
  READ(Role.VIEWER),
  /** Also changes. */
  WRITE(Role.USER),
  /** Also administers. */
  ADMIN(Role.ADMIN);

  private final Role most;

  Scope(Role most) {
    this.most = most;
  }

  /** The most that a key with these scopes may do, whoever owns it. */
  static Role most(Collection<Scope> scopes) {
    return scopes.stream().map(scope -> scope.most).max(Role::compareTo).orElse(Role.VIEWER);
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
