package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Role;
import java.util.List;
import java.util.Optional;

/**
 * What to change of an account; what is absent stays.
 *
 * @param active false locks it out at once
 * @param password a new one; ends all sessions
 */
public record UserChange(Optional<Role> role, Optional<Boolean> active, Optional<Secret> password) {
  /** Throws {@code invalid} for a password that is too short or too long. */
  public UserChange {
    password
        .flatMap(given -> NewUser.passwordError("password", given))
        .ifPresent(
            error -> {
              throw Failure.invalid(List.of(error)).asException();
            });
  }
}
