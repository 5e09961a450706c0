package dev.arrway.platform.store;

import dev.arrway.platform.config.TestConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A vault for other packages' tests: its outer key lies in a directory of its own. */
public final class TestVault {
  private TestVault() {}

  /** The vault of a fresh test database. */
  public static Vault open(TestDatabase test) {
    try {
      Path data = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "test-vault-");
      return Futures.await(
          Vault.open(test.vertx(), test.database(), MasterKey.of(TestConfig.in(data, Map.of()))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
