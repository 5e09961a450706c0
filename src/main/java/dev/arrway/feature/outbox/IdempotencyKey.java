package dev.arrway.feature.outbox;

import java.util.Arrays;

/**
 * A client's name for a request.
 *
 * @param key 1 to 200 characters, the client's own
 * @param requestHash SHA-256 of operation, parameters and body: another request must not have the
 *     same name
 */
public record IdempotencyKey(String key, byte[] requestHash) {
  public IdempotencyKey {
    requestHash = requestHash.clone();
  }

  @Override
  public byte[] requestHash() {
    return requestHash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof IdempotencyKey same
        && key.equals(same.key)
        && Arrays.equals(requestHash, same.requestHash);
  }

  @Override
  public int hashCode() {
    return key.hashCode();
  }

  @Override
  public String toString() {
    return key;
  }
}
