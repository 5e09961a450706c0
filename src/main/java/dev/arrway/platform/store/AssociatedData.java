package dev.arrway.platform.store;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * What a ciphertext belongs to. It opens only with the same three values, so that one that is
 * copied to another row, owner or use does not.
 *
 * @param purpose what is encrypted, such as {@code instance.api_key}
 * @param ownerId the user it belongs to; 0 for the gateway itself
 * @param objectId the row it stands in, unique for its purpose
 */
public record AssociatedData(String purpose, long ownerId, String objectId) {
  private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9_.]*");

  /** Wants a purpose of small letters, digits, dots and underscores. */
  public AssociatedData {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new IllegalArgumentException("purpose " + purpose);
    }
  }

  /** For rows with numbers as ids. */
  public static AssociatedData of(String purpose, long ownerId, long objectId) {
    return new AssociatedData(purpose, ownerId, Long.toString(objectId));
  }

  /** Unambiguous: neither of the first two parts can hold the separator. */
  byte[] bytes() {
    return ("arrway/1|" + purpose + "|" + ownerId + "|" + objectId)
        .getBytes(StandardCharsets.UTF_8);
  }
}
