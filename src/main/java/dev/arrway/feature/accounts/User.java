package dev.arrway.feature.accounts;

import dev.arrway.protocol.Role;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An account, as the API shows it.
 *
 * @param active false locks it out
 * @param lastLoginAt null for never
 */
public record User(
    long id,
    String username,
    Role role,
    boolean active,
    Instant createdAt,
    Instant updatedAt,
    @Nullable Instant lastLoginAt) {
  /** Whether it administers now. */
  boolean administers() {
    return active && role == Role.ADMIN;
  }
}
