package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.CODE;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Scope;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Everything that must not be readable in the database, looked for in all of it. */
class SecretsAtRestIT {
  private static final List<String> TABLES =
      List.of(
          "app_user", "session", "refresh_token", "api_key", "signing_key", "setup_state", "audit");

  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void noPasswordTokenOrKeyIsStoredInClear() {
    harness.administrator();
    Tokens tokens = harness.login("ada");
    Secret wrong = Secret.of("canary-wrong-guess-6611");
    assertThat(failure(identity.logins().login("ada", wrong, CLIENT))).isNotNull();
    assertThat(failure(identity.setup().complete("eve", wrong, wrong, CLIENT))).isNotNull();
    Tokens next = await(identity.refreshes().refresh(tokens.refresh(), CLIENT));
    assertThat(failure(identity.refreshes().refresh(tokens.refresh(), CLIENT))).isNotNull();
    Caller caller = harness.caller(harness.login("ada"));
    CreatedApiKey key =
        await(identity.apiKeys().create(caller, new NewApiKey("k", List.of(Scope.READ), null)));
    var signing = identity.signingKeys().ring().signing().secretHalf();

    String dump = dump();

    assertThat(dump).contains("ada", "192.0.2.17", key.shown().prefix());
    Stream.of(
            PASSWORD,
            wrong,
            CODE,
            tokens.access(),
            next.access(),
            tokens.refresh(),
            next.refresh(),
            key.key())
        .flatMap(secret -> spellings(secret.reveal().getBytes(StandardCharsets.UTF_8)))
        .forEach(canary -> assertThat(dump).doesNotContainIgnoringCase(canary));
    assertThat(dump).doesNotContainIgnoringCase(signing.getPrimeP().toString(16));
  }

  private static Stream<String> spellings(byte[] secret) {
    return Stream.of(
        new String(secret, StandardCharsets.UTF_8),
        HexFormat.of().formatHex(secret),
        Base64.getEncoder().withoutPadding().encodeToString(secret));
  }

  private String dump() {
    StringBuilder all = new StringBuilder();
    for (String table : TABLES) {
      String rows =
          await(
              harness
                  .database
                  .database()
                  .asSystem(
                      c ->
                          c.query(
                                  "SELECT coalesce(string_agg(t::text, E'\\n'), '') FROM "
                                      + table
                                      + " t")
                              .execute()
                              .map(Rows.one(row -> row.getString(0)))));
      assertThat(rows).as(table).isNotEmpty();
      all.append(rows).append('\n');
    }
    return all.toString();
  }
}
