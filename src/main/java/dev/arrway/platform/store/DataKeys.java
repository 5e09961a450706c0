package dev.arrway.platform.store;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/** The set of data keys of one moment: immutable, one of them primary. */
record DataKeys(KeysetHandle keys, Aead aead) {
  private static final byte[] PURPOSE = "arrway/1|data_keyset".getBytes(StandardCharsets.UTF_8);

  static DataKeys fresh() throws GeneralSecurityException {
    AeadConfig.register();
    return of(KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM));
  }

  static DataKeys unwrap(byte[] wrapped, Aead master) throws GeneralSecurityException {
    AeadConfig.register();
    return of(TinkProtoKeysetFormat.parseEncryptedKeyset(wrapped, master, PURPOSE));
  }

  private static DataKeys of(KeysetHandle keys) throws GeneralSecurityException {
    return new DataKeys(keys, keys.getPrimitive(RegistryConfiguration.get(), Aead.class));
  }

  byte[] wrap(Aead master) throws GeneralSecurityException {
    return TinkProtoKeysetFormat.serializeEncryptedKeyset(keys, master, PURPOSE);
  }

  int primaryId() {
    return keys.getPrimary().getId();
  }

  /** With one more key, which decrypts but does not yet encrypt. */
  DataKeys withNew() throws GeneralSecurityException {
    return of(
        KeysetHandle.newBuilder(keys)
            .addEntry(
                KeysetHandle.generateEntryFromParameters(PredefinedAeadParameters.AES256_GCM)
                    .withRandomId())
            .build());
  }

  /** The id of the key that was added last. */
  int newestId() {
    return keys.getAt(keys.size() - 1).getId();
  }

  /** With this key as the one that encrypts. */
  DataKeys promoting(int id) throws GeneralSecurityException {
    KeysetHandle.Builder builder = KeysetHandle.newBuilder(keys);
    for (int i = 0; i < keys.size(); i++) {
      if (keys.getAt(i).getId() == id) {
        builder.getAt(i).makePrimary();
        return of(builder.build());
      }
    }
    throw new GeneralSecurityException("no data key " + id);
  }
}
