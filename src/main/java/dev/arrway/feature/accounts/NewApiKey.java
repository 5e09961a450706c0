package dev.arrway.feature.accounts;

import dev.arrway.protocol.Scope;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A personal key to be made.
 *
 * @param name unique among its owner's, 1 to 50 characters
 * @param scopes what it may do; none for reading and changing, as far as the owner may
 * @param expiresAt in the future; null for never
 */
public record NewApiKey(String name, List<Scope> scopes, @Nullable Instant expiresAt) {
  public NewApiKey {
    scopes = scopes.stream().distinct().sorted().toList();
  }

  NewApiKey withScopes(List<Scope> other) {
    return new NewApiKey(name, other, expiresAt);
  }
}
