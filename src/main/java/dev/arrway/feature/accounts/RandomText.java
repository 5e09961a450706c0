package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;

/** Unguessable text of letters and digits, and the hash under which it is stored. */
final class RandomText {
  private static final String ALPHABET =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

  private RandomText() {}

  /** Some 5.95 bits a character. */
  static String of(int characters) {
    SecureRandom random = new SecureRandom();
    StringBuilder text = new StringBuilder(characters);
    for (int i = 0; i < characters; i++) {
      text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return text.toString();
  }

  /** Random characters after a prefix that tells what it is. */
  static Secret secret(String prefix, int characters) {
    return Secret.of(prefix + of(characters));
  }

  /** SHA-256: enough for text that nobody can guess, and quick enough for every request. */
  static byte[] hash(Secret text) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(text.reveal().getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
