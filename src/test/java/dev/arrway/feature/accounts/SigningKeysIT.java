package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Vault;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SigningKeysIT {
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;

  @BeforeEach
  void anAdministrator() {
    harness.administrator();
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private List<String> kids(Identity node) {
    return node.signingKeys().jwks().keys().stream().map(Jwks.Key::kid).toList();
  }

  @Test
  void aRestartKeepsTheKey() {
    Tokens tokens = harness.login("ada");
    Identity restarted = await(harness.open(CHEAP));
    assertThat(kids(restarted)).isEqualTo(kids(identity)).hasSize(1);
    assertThat(await(restarted.authenticator().bearer(tokens.access(), "x")).username())
        .isEqualTo("ada");
    await(restarted.close());
  }

  @Test
  void nodesThatStartAtOnceAgreeOnOneKey() {
    harness.database.execute("DELETE FROM signing_key");
    var nodes = List.of(harness.open(CHEAP), harness.open(CHEAP), harness.open(CHEAP));
    await(Future.all(nodes));
    assertThat(nodes.stream().map(node -> kids(node.result())).distinct()).hasSize(1);
    nodes.forEach(node -> await(node.result().close()));
  }

  @Test
  void aRotationKeepsOldTokensUntilTheyEnd() {
    Tokens old = harness.login("ada");
    String first = kids(identity).get(0);
    await(identity.signingKeys().rotate());
    assertThat(kids(identity)).hasSize(2).contains(first);
    Identity fresh = await(harness.open(CHEAP));
    assertThat(await(fresh.authenticator().bearer(old.access(), "x")).username()).isEqualTo("ada");
    assertThat(harness.caller(harness.login("ada")).username()).isEqualTo("ada");

    harness.clock.pass(Duration.ofMinutes(20));
    await(identity.maintain());
    assertThat(kids(identity)).hasSize(1).doesNotContain(first);
    assertThat(harness.refusal(old).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    await(fresh.close());
  }

  @Test
  void anotherNodeLearnsOfANewKeyWhenItMeetsIt() {
    Identity other = await(harness.open(CHEAP));
    await(identity.signingKeys().rotate());
    Tokens tokens = harness.login("ada");
    harness.clock.pass(Duration.ofSeconds(6));
    assertThat(await(other.authenticator().bearer(tokens.access(), "x")).username())
        .isEqualTo("ada");
    assertThat(kids(other)).hasSize(2);
    await(other.close());
  }

  @Test
  void aKeyRotatesByItselfWhenItIsOld() {
    String first = kids(identity).get(0);
    await(identity.maintain());
    assertThat(kids(identity)).containsExactly(first);
    harness.clock.pass(Duration.ofDays(31));
    await(identity.maintain());
    assertThat(kids(identity)).hasSize(2);
    assertThat(identity.signingKeys().ring().signing().kid()).isNotEqualTo(first);
  }

  @Test
  void reencryptedKeysOpenWithTheVaultsNewKeyAlone() {
    await(identity.signingKeys().rotate());
    int before = harness.vault.primaryKeyId();
    await(harness.vault.rotate());
    assertThat(await(identity.signingKeys().reencrypt())).isEqualTo(2);
    assertThat(sealedWith())
        .hasSize(2)
        .doesNotContain(before)
        .containsOnly(harness.vault.primaryKeyId());
    Tokens tokens = harness.login("ada");
    Identity restarted = await(harness.open(CHEAP));
    assertThat(await(restarted.authenticator().bearer(tokens.access(), "x")).username())
        .isEqualTo("ada");
    await(restarted.close());
  }

  private List<Integer> sealedWith() {
    return await(
        harness
            .database
            .database()
            .asSystem(
                c ->
                    c.query("SELECT private_key FROM signing_key")
                        .execute()
                        .map(Rows.list(r -> Vault.primaryKeyId(r.getBuffer(0).getBytes())))));
  }

  @Test
  void thePublishedKeysArePublicAndVerify() {
    Jwks.Key key = identity.signingKeys().jwks().keys().get(0);
    assertThat(key.kty()).isEqualTo("RSA");
    assertThat(key.alg()).isEqualTo("RS256");
    assertThat(key.use()).isEqualTo("sig");
    assertThat(key.e()).isEqualTo("AQAB");
    assertThat(java.util.Base64.getUrlDecoder().decode(key.n())).hasSize(256);
  }
}
