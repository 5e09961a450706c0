package dev.arrway.platform.config;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Objects;

/**
 * A value that must never be seen: an API key, a password, a passkey.
 *
 * <p>{@link #toString()} and JSON give {@value #MASK}, so that a secret that strays into a log
 * line, an error or an answer shows nothing. Only {@link #reveal()} gives the value, and is called
 * where it is sent, encrypted or hashed.
 */
public final class Secret {
  /** What is shown in place of the value. */
  public static final String MASK = "********";

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a value, which may be empty but not null. */
  public static Secret of(String value) {
    return new Secret(Objects.requireNonNull(value, "secret"));
  }

  /** The value itself. */
  @JsonIgnore
  public String reveal() {
    return value;
  }

  /** Whether there is nothing to hide. */
  @JsonIgnore
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  @JsonValue
  public String toString() {
    return MASK;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), secret.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
