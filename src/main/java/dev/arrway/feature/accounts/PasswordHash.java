package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * An Argon2id hash in the PHC string format ({@code $argon2id$v=19$m=19456,t=2,p=1$salt$hash}).
 * Computing and checking take some 40 ms and 19 MiB: {@link Passwords} does both off the event
 * loop.
 */
record PasswordHash(Argon2Cost cost, byte[] salt, byte[] hash) {
  private static final int SALT_BYTES = 16;
  private static final int HASH_BYTES = 32;
  private static final Pattern PHC =
      Pattern.compile(
          "\\$argon2id\\$v=19\\$m=(\\d{1,9}),t=(\\d{1,9}),p=(\\d{1,9})"
              + "\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{22,86})");

  /** A hash with a salt of its own. */
  static PasswordHash compute(Secret password, Argon2Cost cost, SecureRandom random) {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return new PasswordHash(cost, salt, argon2(password, cost, salt, HASH_BYTES));
  }

  /** From its text; throws {@link IllegalArgumentException} for any other. */
  static PasswordHash parse(String phc) {
    Matcher parts = PHC.matcher(phc);
    if (!parts.matches()) {
      throw new IllegalArgumentException("not an Argon2id hash");
    }
    Argon2Cost cost =
        new Argon2Cost(
            Integer.parseInt(parts.group(1)),
            Integer.parseInt(parts.group(2)),
            Integer.parseInt(parts.group(3)));
    Base64.Decoder decoder = Base64.getDecoder();
    return new PasswordHash(cost, decoder.decode(parts.group(4)), decoder.decode(parts.group(5)));
  }

  /** The same work whether the password is right or wrong. */
  boolean matches(Secret password) {
    return MessageDigest.isEqual(hash, argon2(password, cost, salt, hash.length));
  }

  private static byte[] argon2(Secret password, Argon2Cost cost, byte[] salt, int length) {
    Argon2BytesGenerator generator = new Argon2BytesGenerator();
    generator.init(
        new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
            .withVersion(Argon2Parameters.ARGON2_VERSION_13)
            .withMemoryAsKB(cost.memoryKib())
            .withIterations(cost.iterations())
            .withParallelism(cost.parallelism())
            .withSalt(salt)
            .build());
    // Keyboards differ in how they compose letters: the same password must be the same bytes.
    String composed = Normalizer.normalize(password.reveal(), Normalizer.Form.NFC);
    byte[] bytes = composed.getBytes(StandardCharsets.UTF_8);
    byte[] out = new byte[length];
    generator.generateBytes(bytes, out);
    Arrays.fill(bytes, (byte) 0);
    return out;
  }

  /** The PHC string. */
  String phc() {
    Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
    return "$argon2id$v=19$m="
        + cost.memoryKib()
        + ",t="
        + cost.iterations()
        + ",p="
        + cost.parallelism()
        + "$"
        + encoder.encodeToString(salt)
        + "$"
        + encoder.encodeToString(hash);
  }

  @Override
  public String toString() {
    return Secret.MASK;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PasswordHash that && phc().equals(that.phc());
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }
}
