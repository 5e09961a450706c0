package dev.arrway.identity;

/** Encrypts signing keys before they are stored, under a key from outside the database. */
public interface KeyCipher {
  /** The encrypted form; {@code keyId} names the row that it belongs to. */
  byte[] encrypt(byte[] plain, String keyId);

  /** What was encrypted; throws when it was changed, or encrypted for another row. */
  byte[] decrypt(byte[] sealed, String keyId);
}
