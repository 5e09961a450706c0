package dev.arrway.feature.accounts;

import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The keys at one time.
 *
 * @param signing signs
 * @param verifying all that verify, by their id: the signing one and those retired lately
 */
record KeyRing(SigningKey signing, Map<String, RSAPublicKey> verifying) {
  KeyRing {
    verifying = Map.copyOf(verifying);
  }

  /** A ring of one key. */
  static KeyRing of(SigningKey key) {
    return new KeyRing(key, Map.of(key.kid(), key.publicHalf()));
  }

  /** The public halves, in the order of their ids. */
  Jwks jwks() {
    List<Jwks.Key> keys =
        new TreeMap<>(verifying)
            .entrySet().stream().map(e -> jwk(e.getKey(), e.getValue())).toList();
    return new Jwks(keys);
  }

  private static Jwks.Key jwk(String kid, RSAPublicKey key) {
    return new Jwks.Key(
        "RSA",
        "sig",
        SigningKey.ALGORITHM,
        kid,
        number(key.getModulus()),
        number(key.getPublicExponent()));
  }

  /** RFC 7518, 2: the number's bytes, big-endian, without the sign's. */
  private static String number(BigInteger value) {
    byte[] bytes = value.toByteArray();
    int from = bytes.length > 1 && bytes[0] == 0 ? 1 : 0;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(java.util.Arrays.copyOfRange(bytes, from, bytes.length));
  }
}
