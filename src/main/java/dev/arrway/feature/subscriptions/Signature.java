package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Shows receivers that a request is ours, and how old it is. */
final class Signature {
  static final String HEADER = "X-Arrway-Signature";
  private static final String ALGORITHM = "HmacSHA256";
  private static final String PREFIX = "whsec_";
  private static final int RANDOM_BYTES = 32;

  private Signature() {}

  /**
   * {@code t=<seconds since 1970>,v1=<hex>}: HMAC-SHA256 (RFC 2104) over {@code <seconds>.<body>},
   * keyed with the secret's characters in UTF-8.
   */
  static String of(Secret secret, Instant now, byte[] body) {
    String seconds = Long.toString(now.getEpochSecond());
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
      return "t=" + seconds + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  /** A new secret of 256 random bits. */
  static Secret newSecret() {
    byte[] random = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(random);
    return Secret.of(PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }
}
