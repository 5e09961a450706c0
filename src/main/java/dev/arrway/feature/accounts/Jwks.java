package dev.arrway.feature.accounts;

import java.util.List;

/** Public keys of the token signer, as RFC 7517 writes them. */
public record Jwks(List<Key> keys) {
  public Jwks {
    keys = List.copyOf(keys);
  }

  /** One RSA key: modulus and exponent in base64url. */
  public record Key(String kty, String use, String alg, String kid, String n, String e) {}
}
