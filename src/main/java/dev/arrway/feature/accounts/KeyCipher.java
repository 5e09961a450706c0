package dev.arrway.feature.accounts;

import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Vault;

/** Encrypts signing keys before they are stored, under a key from outside the database. */
public interface KeyCipher {
  /** The encrypted form; {@code keyId} names the row that it belongs to. */
  byte[] encrypt(byte[] plain, String keyId);

  /** What was encrypted; throws when it was changed, or encrypted for another row. */
  byte[] decrypt(byte[] sealed, String keyId);

  /** The vault's. */
  static KeyCipher of(Vault vault) {
    return new OfVault(vault);
  }

  /** Signing keys belong to no user. */
  record OfVault(Vault vault) implements KeyCipher {
    private static AssociatedData row(String keyId) {
      return new AssociatedData("identity.signing_key", 0, keyId);
    }

    @Override
    public byte[] encrypt(byte[] plain, String keyId) {
      return vault.encryptBytes(plain, row(keyId));
    }

    @Override
    public byte[] decrypt(byte[] sealed, String keyId) {
      return vault.decryptBytes(sealed, row(keyId));
    }
  }
}
