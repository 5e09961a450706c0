package dev.arrway.feature.playlists;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.AssociatedData;
import dev.arrway.platform.store.Vault;

/** Encrypts what is secret in addresses. Any thread may use it. */
public interface SecretBox {
  /** The encrypted form, which opens only with the same data. */
  byte[] seal(Secret secret, AssociatedData data);

  /** What was sealed. */
  Secret open(byte[] sealed, AssociatedData data);

  /** The vault's own. */
  static SecretBox of(Vault vault) {
    return new SecretBox() {
      @Override
      public byte[] seal(Secret secret, AssociatedData data) {
        return vault.encrypt(secret, data);
      }

      @Override
      public Secret open(byte[] sealed, AssociatedData data) {
        return vault.decrypt(sealed, data);
      }
    };
  }
}
