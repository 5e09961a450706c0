package dev.arrway.platform.store;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.subtle.AesGcmJce;
import com.google.crypto.tink.util.SecretBytes;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that encrypts the data keys: from the configuration, or from a file that is made at the
 * first start. Never in the database.
 */
final class MasterKey {
  private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);
  private static final int BYTES = 32;
  private static final Set<PosixFilePermission> OTHERS =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Secret configured;
  private final Path file;

  private MasterKey(Secret configured, Path file) {
    this.configured = configured;
    this.file = file;
  }

  static MasterKey of(ArrwayConfig config) {
    return new MasterKey(config.keys().master(), config.data().dir().resolve("keys/master.key"));
  }

  /** Where it comes from, for messages. */
  String place() {
    return configured.isEmpty() ? file.toString() : "keys.master (ARRWAY_KEYS_MASTER)";
  }

  /**
   * Reads the key. Blocks.
   *
   * @param mayMake whether a missing file is made: only while nothing is encrypted yet
   * @throws StartFailure when it is missing or no key
   */
  Aead load(boolean mayMake) throws IOException {
    if (!configured.isEmpty()) {
      return aead(configured);
    }
    if (!Files.exists(file)) {
      if (!mayMake) {
        throw new StartFailure(
            "The key file "
                + file
                + " is missing, and the database holds credentials that only it can open: put it"
                + " back from a backup, or give the key by ARRWAY_KEYS_MASTER.");
      }
      make();
    }
    warnIfOpen();
    return aead(Secret.of(PrivateFiles.read(file)));
  }

  private void make() throws IOException {
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    PrivateFiles.write(file, Base64.getEncoder().encodeToString(random) + "\n");
    LOG.info("made the key file {}: keep a copy of it apart from the database", file);
  }

  private void warnIfOpen() throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(OTHERS::contains)) {
      LOG.warn("the key file {} can be read by other users: chmod 600 it", file);
    }
  }

  @AccessesPartialKey
  private Aead aead(Secret text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text.reveal().strip());
      if (bytes.length != BYTES) {
        throw new GeneralSecurityException(bytes.length + " bytes");
      }
      AesGcmParameters parameters =
          AesGcmParameters.builder()
              .setKeySizeBytes(BYTES)
              .setIvSizeBytes(12)
              .setTagSizeBytes(16)
              .setVariant(AesGcmParameters.Variant.NO_PREFIX)
              .build();
      return AesGcmJce.create(
          AesGcmKey.builder()
              .setParameters(parameters)
              .setKeyBytes(SecretBytes.copyFrom(bytes, InsecureSecretKeyAccess.get()))
              .build());
    } catch (IllegalArgumentException | GeneralSecurityException e) {
      // The cause may quote a part of the key.
      throw new StartFailure(place() + " holds no key: it must be " + BYTES + " bytes in base64.");
    }
  }
}
