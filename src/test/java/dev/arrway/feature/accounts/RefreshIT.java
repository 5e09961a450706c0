package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.feature.audit.AuditEntry;
import dev.arrway.feature.audit.AuditFilter;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshIT {
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

  private Tokens refresh(Tokens tokens) {
    return await(identity.refreshes().refresh(tokens.refresh(), CLIENT));
  }

  private FailureCode refused(Secret token) {
    return failure(identity.refreshes().refresh(token, CLIENT)).code();
  }

  @Test
  void aSessionGoesOnForAsLongAsItRefreshes() {
    Tokens tokens = harness.login("ada");
    for (int i = 0; i < 5; i++) {
      harness.clock.pass(Duration.ofDays(20));
      Tokens next = refresh(tokens);
      assertThat(next.refresh()).isNotEqualTo(tokens.refresh());
      assertThat(harness.caller(next).sessionId()).isEqualTo(1);
      assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      tokens = next;
    }
    harness.clock.pass(Duration.ofDays(31));
    assertThat(refused(tokens.refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aReplayKillsTheWholeFamilyAndIsAudited() {
    Tokens first = harness.login("ada");
    Tokens other = harness.login("ada");
    Tokens second = refresh(first);
    Tokens third = refresh(second);
    assertThat(harness.caller(third)).isNotNull();

    assertThat(refused(first.refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);

    assertThat(refused(third.refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.refusal(third).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.caller(other)).isNotNull();
    List<AuditEntry> entries =
        await(harness.audit.list(new AuditFilter(null, null, "refresh", null), 10, 0)).items();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).detail()).isEqualTo(Map.of("reason", "refresh_token_reused"));
    assertThat(entries.get(0).username()).isEqualTo("ada");
  }

  @Test
  void ofManyUsesAtOnceAtMostOneSucceedsAndTheSessionEnds() {
    Tokens tokens = harness.login("ada");
    List<Future<Tokens>> all = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      all.add(identity.refreshes().refresh(tokens.refresh(), CLIENT));
    }
    all.forEach(each -> await(each.transform(done -> Future.succeededFuture())));
    List<Future<Tokens>> won = all.stream().filter(Future::succeeded).toList();
    assertThat(won).hasSize(1);
    assertThat(refused(won.get(0).result().refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void anUnknownTokenIsRefused() {
    assertThat(refused(Secret.of("rt_unknown"))).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aLockedAccountDoesNotRefresh() {
    User grace = harness.user("grace", Role.USER);
    Tokens tokens = harness.login("grace");
    await(
        identity
            .users()
            .update(
                grace.id(),
                new UserChange(Optional.empty(), Optional.of(false), Optional.empty())));
    assertThat(refused(tokens.refresh())).isEqualTo(FailureCode.FORBIDDEN);
    await(
        identity
            .users()
            .update(
                grace.id(), new UserChange(Optional.empty(), Optional.of(true), Optional.empty())));
    assertThat(refused(tokens.refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void whatEndedLongAgoIsForgotten() {
    Tokens tokens = harness.login("ada");
    harness.clock.pass(Duration.ofDays(40));
    assertThat(await(identity.prune())).isPositive();
    assertThat(refused(tokens.refresh())).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.caller(harness.login("ada")).sessionId()).isEqualTo(2);
  }
}
