package dev.arrway.platform.store;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.TestConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class VaultIT {
  private static final AssociatedData ROW = AssociatedData.of("instance.api_key", 7, 42);
  private static final Secret KEY = Secret.of("an api key");

  private final TestDatabase test;
  @TempDir Path data;

  VaultIT(TestDatabase test) {
    this.test = test;
  }

  @BeforeEach
  void noKeysYet() {
    test.execute("DELETE FROM data_keyset");
  }

  private Vault open(Map<String, String> overrides) {
    ArrwayConfig config = TestConfig.in(data, overrides);
    return await(Vault.open(test.vertx(), test.database(), MasterKey.of(config)));
  }

  @Test
  void aSecretComesBackInItsRowOnly() {
    Vault vault = open(Map.of());
    byte[] sealed = vault.encrypt(KEY, ROW);
    assertThat(vault.decrypt(sealed, ROW)).isEqualTo(KEY);
    assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
        .doesNotContain("api key");
    for (AssociatedData other :
        new AssociatedData[] {
          AssociatedData.of("instance.api_key", 8, 42),
          AssociatedData.of("instance.api_key", 7, 43),
          AssociatedData.of("instance.password", 7, 42)
        }) {
      assertThatThrownBy(() -> vault.decrypt(sealed, other)).isInstanceOf(SealBroken.class);
    }
    sealed[sealed.length - 1] ^= 1;
    assertThatThrownBy(() -> vault.decrypt(sealed, ROW)).isInstanceOf(SealBroken.class);
  }

  @Test
  void theNextStartReadsWhatTheLastWrote() throws Exception {
    byte[] sealed = open(Map.of()).encrypt(KEY, ROW);
    assertThat(open(Map.of()).decrypt(sealed, ROW)).isEqualTo(KEY);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(data.resolve("keys/master.key"))))
        .isEqualTo("rw-------");
  }

  @Test
  void aMissingKeyFileStopsTheStartAndIsNamed() throws Exception {
    byte[] unused = open(Map.of()).encrypt(KEY, ROW);
    Files.delete(data.resolve("keys/master.key"));
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining(data.resolve("keys/master.key").toString());
    assertThat(data.resolve("keys/master.key")).doesNotExist();
  }

  @Test
  void aWrongOrBrokenKeyStopsTheStartAndIsNamed() throws Exception {
    byte[] unused = open(Map.of()).encrypt(KEY, ROW);
    String other = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    assertThatThrownBy(() -> open(Map.of("keys.master", other)))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("keys.master")
        .hasMessageNotContaining(other);
    Files.writeString(data.resolve("keys/master.key"), "not a key");
    assertThatThrownBy(() -> open(Map.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("master.key")
        .hasMessageNotContaining("not a key");
  }

  @Test
  void rotationKeepsTheOldReadableAndIsSeenByAReload() {
    Vault vault = open(Map.of());
    Vault otherNode = open(Map.of());
    byte[] old = vault.encrypt(KEY, ROW);
    int id = await(vault.rotate());
    byte[] renewed = vault.encrypt(KEY, ROW);
    assertThat(Vault.primaryKeyId(renewed)).isEqualTo(id).isEqualTo(vault.primaryKeyId());
    assertThat(vault.isCurrent(old)).isFalse();
    assertThat(vault.decrypt(old, ROW)).isEqualTo(KEY);
    assertThatThrownBy(() -> otherNode.decrypt(renewed, ROW)).isInstanceOf(SealBroken.class);
    await(otherNode.reload());
    assertThat(otherNode.decrypt(renewed, ROW)).isEqualTo(KEY);
  }

  @Test
  void rotationInTwoHalvesNeverLeavesANodeBehind() {
    Vault vault = open(Map.of());
    Vault otherNode = open(Map.of());
    int id = await(vault.addKey());
    assertThat(otherNode.decrypt(vault.encrypt(KEY, ROW), ROW)).isEqualTo(KEY);
    await(otherNode.reload());
    await(vault.promote(id));
    assertThat(otherNode.decrypt(vault.encrypt(KEY, ROW), ROW)).isEqualTo(KEY);
  }

  @Test
  void twoFirstStartsAgreeOnOneKeyset() {
    String shared = "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";
    MasterKey master = MasterKey.of(TestConfig.in(data, Map.of("keys.master", shared)));
    var first = Vault.open(test.vertx(), test.database(), master);
    var second = Vault.open(test.vertx(), test.database(), master);
    byte[] sealed = await(first).encrypt(KEY, ROW);
    assertThat(await(second).decrypt(sealed, ROW)).isEqualTo(KEY);
  }

  @Test
  void usersCannotReadTheKeyset() {
    Vault unused = open(Map.of());
    int seen =
        await(
            test.database()
                .asUser(
                    1,
                    c ->
                        c.query("SELECT count(*) FROM data_keyset")
                            .execute()
                            .map(Rows.one(r -> r.getInteger(0)))));
    assertThat(seen).isZero();
  }
}
