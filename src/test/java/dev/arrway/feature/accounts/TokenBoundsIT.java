package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refresh tokens and tickets do not pile up, however often a user asks for them. */
class TokenBoundsIT {
  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;
  private Tokens tokens;

  @BeforeEach
  void aSession() {
    harness.administrator();
    tokens = harness.login("ada");
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private long count(String table) {
    return await(
        harness
            .database
            .database()
            .asSystem(
                c ->
                    c.query("SELECT count(*) FROM " + table)
                        .execute()
                        .map(Rows.one(row -> row.getLong(0)))));
  }

  @Test
  void aSessionKeepsItsNewestRefreshTokens() {
    Tokens now = tokens;
    Secret reused = tokens.refresh();
    for (int i = 0; i < SessionRows.MOST_TOKENS + 20; i++) {
      harness.clock.pass(java.time.Duration.ofMillis(1));
      if (i == 100) {
        reused = now.refresh();
      }
      now = await(identity.refreshes().refresh(now.refresh(), CLIENT));
    }
    assertThat(count("refresh_token")).isEqualTo(SessionRows.MOST_TOKENS);
    assertThat(failure(identity.refreshes().refresh(tokens.refresh(), CLIENT)).code())
        .as("the first of all is forgotten, and merely unknown")
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.caller(now).username()).isEqualTo("ada");
    assertThat(failure(identity.refreshes().refresh(reused, CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.refusal(now).code())
        .as("one that is remembered ends the session")
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aUserHasOnlySoManyTickets() {
    Caller caller = harness.caller(tokens);
    for (boolean reusable : new boolean[] {false, true}) {
      for (int i = 0; i < Tickets.MOST_PER_USER + 20; i++) {
        assertThat(await(identity.tickets().issue(caller, reusable)).secret().isEmpty()).isFalse();
      }
    }
    assertThat(count("ticket")).isEqualTo(2 * Tickets.MOST_PER_USER);
    harness.clock.pass(java.time.Duration.ofMillis(1));
    for (boolean reusable : new boolean[] {false, true}) {
      Secret newest = await(identity.tickets().issue(caller, reusable)).secret();
      assertThat(await(identity.authenticator().streamTicket(newest, "192.0.2.3")).username())
          .isEqualTo("ada");
    }
  }
}
