package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import dev.arrway.protocol.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An account to be made. Throws {@code invalid}, naming every wrong field, as the contract has it:
 * a username of 3 to 64 letters, digits, dots, underscores and hyphens, a password of 12 to 256
 * characters.
 */
public record NewUser(String username, Secret password, Role role, boolean active) {
  /** Characters of the longest username. */
  static final int LONGEST_NAME = 64;

  private static final Pattern USERNAME = Pattern.compile("[A-Za-z0-9._-]{3," + LONGEST_NAME + "}");
  private static final int SHORTEST = 12;
  private static final int LONGEST = 256;

  public NewUser {
    List<FieldError> errors = new ArrayList<>();
    if (!USERNAME.matcher(username).matches()) {
      errors.add(
          new FieldError(
              "username", "must be 3 to 64 letters, digits, dots, underscores or hyphens"));
    }
    passwordError("password", password).ifPresent(errors::add);
    if (!errors.isEmpty()) {
      throw Failure.invalid(errors).asException();
    }
  }

  /** An active account with the role {@code user}. */
  public static NewUser of(String username, Secret password) {
    return new NewUser(username, password, Role.USER, true);
  }

  /** What is wrong with a new password. */
  static Optional<FieldError> passwordError(String field, Secret password) {
    int length = password.reveal().codePointCount(0, password.reveal().length());
    return length >= SHORTEST && length <= LONGEST
        ? Optional.empty()
        : Optional.of(
            new FieldError(field, "must have " + SHORTEST + " to " + LONGEST + " characters"));
  }
}
