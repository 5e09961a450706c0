package dev.arrway.feature.accounts;

import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A personal key as the API shows it, without the key.
 *
 * @param prefix its first characters, to recognise it by
 * @param scopes the operations that it may be used for
 * @param expiresAt null for never
 * @param lastUsedAt to the minute; null for never
 */
public record ApiKey(
    long id,
    String name,
    String prefix,
    List<Scope> scopes,
    @Nullable Instant expiresAt,
    @Nullable Instant lastUsedAt,
    Instant createdAt) {
  public ApiKey {
    scopes = List.copyOf(scopes);
  }

  /** Returns a copy with only the scopes that its owner's role allows. */
  ApiKey withinRole(Role owner) {
    List<Scope> effective = Scope.effective(scopes, owner);
    return new ApiKey(id, name, prefix, effective, expiresAt, lastUsedAt, createdAt);
  }
}
