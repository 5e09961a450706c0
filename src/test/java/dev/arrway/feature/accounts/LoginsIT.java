package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.feature.audit.AuditEntry;
import dev.arrway.feature.audit.AuditFilter;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoginsIT {
  private static final Secret WRONG = Secret.of("canary-wrong-guess-11");

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

  @Test
  void unknownNamesLookAlikeAndAreHashedToo() {
    long before = identity.passwordsChecked();
    Failure wrong = failure(identity.logins().login("ada", WRONG, CLIENT));
    Failure unknown = failure(identity.logins().login("nobody", WRONG, CLIENT));
    assertThat(wrong).isEqualTo(unknown);
    assertThat(wrong.code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(identity.passwordsChecked() - before).isEqualTo(2);
  }

  @Test
  void ofAThousandTriesAtOnceTenAreCheckedAMinute() {
    assertThat(thousandTries()).isEqualTo(10);
    assertThat(failure(identity.logins().login("ada", PASSWORD, CLIENT)).retryAfterMs())
        .isPositive();
    harness.clock.pass(Duration.ofSeconds(61));
    assertThat(thousandTries()).isEqualTo(10);
    harness.clock.pass(Duration.ofMinutes(3));
    assertThat(harness.caller(harness.login("ada")).username()).isEqualTo("ada");
  }

  private long thousandTries() {
    long before = identity.passwordsChecked();
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      Client from = new Client("192.0.2." + i % 200, null);
      all.add(identity.logins().login("ada", WRONG, from));
    }
    all.forEach(each -> await(each.transform(done -> Future.succeededFuture())));
    return identity.passwordsChecked() - before;
  }

  @Test
  void lockingForAWhileIsAudited() {
    for (int i = 0; i < 10; i++) {
      assertThat(failure(identity.logins().login("ada", WRONG, CLIENT))).isNotNull();
    }
    assertThat(entries("login"))
        .filteredOn(e -> Map.of("reason", "locked_for_a_while", "seconds", 60).equals(e.detail()))
        .hasSize(1);
  }

  @Test
  void loginsNeitherWaitForReportsOfHoldsNorFailWithThem() {
    List<LoginHold> held = new ArrayList<>();
    identity
        .logins()
        .listen(
            new LoginHoldListener() {
              @Override
              public Future<Void> held(LoginHold hold) {
                held.add(hold);
                return Promise.<Void>promise().future();
              }

              @Override
              public Future<Void> released(String username) {
                throw new IllegalStateException("alerts are broken");
              }
            });
    for (int i = 0; i < 10; i++) {
      assertThat(failure(identity.logins().login("ada", WRONG, CLIENT)).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    assertThat(held).hasSize(1);
    harness.clock.pass(Duration.ofSeconds(61));
    assertThat(harness.login("ada")).isNotNull();
  }

  @Test
  void loginsAreAuditedWithWhereTheyCameFrom() {
    harness.login("ada");
    assertThat(failure(identity.logins().login("ada", WRONG, CLIENT))).isNotNull();
    assertThat(entries("login"))
        .extracting(AuditEntry::outcome)
        .containsExactly("unauthenticated", "ok");
    assertThat(entries("login")).allMatch(e -> "192.0.2.17".equals(e.address()));
  }

  private List<AuditEntry> entries(String action) {
    return await(harness.audit.list(new AuditFilter(null, null, action, null), 50, 0)).items();
  }

  @Test
  void aLockedAccountIsToldSoOnlyWithTheRightPassword() {
    User grace = harness.user("grace", Role.USER);
    await(
        identity
            .users()
            .update(
                grace.id(),
                new UserChange(Optional.empty(), Optional.of(false), Optional.empty())));
    assertThat(failure(identity.logins().login("grace", PASSWORD, CLIENT)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(identity.logins().login("grace", WRONG, CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aHashOfEarlierCostIsReplacedAtTheNextLogin() {
    Identity stronger = await(harness.open(new Argon2Cost(128, 2, 1)));
    assertThat(hashOfAda()).contains("m=64,t=1");
    await(stronger.logins().login("ada", PASSWORD, CLIENT));
    assertThat(hashOfAda()).contains("m=128,t=2");
    await(stronger.logins().login("ada", PASSWORD, CLIENT));
    await(stronger.close());
  }

  private String hashOfAda() {
    return await(
        harness
            .database
            .database()
            .asSystem(
                c ->
                    c.query("SELECT password_hash FROM app_user WHERE username = 'ada'")
                        .execute()
                        .map(Rows.one(row -> row.getString(0)))));
  }

  @Test
  void whenTooManyWaitForHashingTheRestIsTurnedAway() {
    List<Future<User>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      all.add(identity.users().add(NewUser.of("user" + i, PASSWORD)));
    }
    all.forEach(each -> await(each.transform(done -> Future.succeededFuture())));
    assertThat(all)
        .filteredOn(Future::succeeded)
        .hasSizeGreaterThanOrEqualTo(Passwords.WAITING + Passwords.AT_ONCE);
    assertThat(all)
        .filteredOn(Future::failed)
        .allMatch(each -> failure(each).code() == FailureCode.LIMIT_EXCEEDED);
  }
}
