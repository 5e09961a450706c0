package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Rows;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Notice;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AccessIT {
  private static final Secret OTHER = Secret.of("canary-other-password-55");

  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;
  private User ada;
  private User grace;
  private Tokens tokens;

  @BeforeEach
  void anAdministratorAndAUser() {
    ada = harness.administrator();
    grace = harness.user("grace", Role.USER);
    tokens = harness.login("grace");
    assertThat(harness.caller(tokens).role()).isEqualTo(Role.USER);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private User change(User user, Role role, Boolean active, Secret password) {
    return await(
        identity
            .users()
            .update(
                user.id(),
                new UserChange(
                    Optional.ofNullable(role),
                    Optional.ofNullable(active),
                    Optional.ofNullable(password))));
  }

  @Test
  void aChangedRoleRefusesTheOldTokenAndRefreshingGivesTheNewOne() {
    change(grace, Role.VIEWER, null, null);
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    Tokens next = await(identity.refreshes().refresh(tokens.refresh(), CLIENT));
    assertThat(harness.caller(next).role()).isEqualTo(Role.VIEWER);
  }

  @Test
  void aLockedAccountIsOutAtOnceWithTokenAndKey() {
    CreatedApiKey key = key(Scope.WRITE);
    assertThat(caller(key).username()).isEqualTo("grace");
    change(grace, null, false, null);
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.FORBIDDEN);
    assertThat(refusal(key).code()).isEqualTo(FailureCode.FORBIDDEN);
    change(grace, null, true, null);
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(caller(key).username()).isEqualTo("grace");
  }

  @Test
  void aDeletedAccountLeavesNothingThatOpens() {
    CreatedApiKey key = key(Scope.WRITE);
    await(identity.users().delete(grace.id()));
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(refusal(key).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.refreshes().refresh(tokens.refresh(), CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.users().get(grace.id())).code()).isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void loggingOutEndsTheAccessTokenToo() {
    Tokens other = harness.login("grace");
    await(identity.sessions().logout(harness.caller(tokens)));
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.refreshes().refresh(tokens.refresh(), CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(harness.caller(other).username()).isEqualTo("grace");
  }

  @Test
  void aNewPasswordEndsTheOtherSessionsAndNeedsTheOldOne() {
    Tokens other = harness.login("grace");
    Caller caller = harness.caller(tokens);
    Failure wrong = failure(identity.ownAccount().changePassword(caller, OTHER, OTHER));
    assertThat(wrong.errors()).extracting(e -> e.field()).containsExactly("current_password");
    assertThat(
            failure(identity.ownAccount().changePassword(caller, PASSWORD, Secret.of("short")))
                .errors())
        .extracting(e -> e.field())
        .containsExactly("new_password");

    await(identity.ownAccount().changePassword(caller, PASSWORD, OTHER));

    assertThat(harness.caller(tokens).username()).isEqualTo("grace");
    assertThat(harness.refusal(other).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.logins().login("grace", PASSWORD, CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(await(identity.logins().login("grace", OTHER, CLIENT)).user().username())
        .isEqualTo("grace");
  }

  @Test
  void aPasswordSetByAnAdministratorEndsAllSessions() {
    change(grace, null, null, OTHER);
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.refreshes().refresh(tokens.refresh(), CLIENT)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void guessingThePasswordWithAStolenTokenIsThrottledToo() {
    Caller caller = harness.caller(tokens);
    long before = identity.passwordsChecked();
    for (int i = 0; i < 100; i++) {
      assertThat(failure(identity.ownAccount().changePassword(caller, OTHER, OTHER))).isNotNull();
    }
    assertThat(identity.passwordsChecked() - before).isEqualTo(10);
  }

  @Test
  void anotherNodeHearsOfItAtOnce() {
    Identity other = await(harness.open(new Argon2Cost(64, 1, 1)));
    assertThat(await(other.authenticator().bearer(tokens.access(), "x")).role())
        .isEqualTo(Role.USER);
    change(grace, null, false, null);
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(
            () ->
                assertThat(failure(other.authenticator().bearer(tokens.access(), "x")).code())
                    .isEqualTo(FailureCode.FORBIDDEN));
    await(other.close());
  }

  @Test
  void aNodeThatMissesTheNoticeKnowsWithinFiveSeconds() {
    Vertx alone = Vertx.vertx();
    Identity other =
        await(
            harness.open(
                alone,
                Bus.create(alone, UpstreamCatalog.standard().messages(), false),
                new Argon2Cost(64, 1, 1)));
    assertThat(await(other.authenticator().bearer(tokens.access(), "x")).role())
        .isEqualTo(Role.USER);
    await(identity.sessions().logout(harness.caller(tokens)));
    harness.clock.pass(Duration.ofSeconds(5));
    assertThat(failure(other.authenticator().bearer(tokens.access(), "x")).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
    await(other.close());
    await(alone.close());
  }

  @Test
  void whoeverListensHearsWhoseAccessChanged() {
    List<Long> heard = new CopyOnWriteArrayList<>();
    var registration =
        harness.bus.subscribe(Notice.AccessChanged.class, notice -> heard.add(notice.userId()));
    change(grace, Role.VIEWER, null, null);
    await().atMost(Duration.ofSeconds(5)).until(() -> heard.contains(grace.id()));
    await(registration.unregister());
  }

  @Test
  void theLastActiveAdministratorStays() {
    User root = harness.user("root", Role.ADMIN);
    change(ada, Role.USER, null, null);
    for (UserChange lessening :
        List.of(
            new UserChange(Optional.of(Role.USER), Optional.empty(), Optional.empty()),
            new UserChange(Optional.empty(), Optional.of(false), Optional.empty()))) {
      assertThat(failure(identity.users().update(root.id(), lessening)).code())
          .isEqualTo(FailureCode.CONFLICT);
    }
    assertThat(failure(identity.users().delete(root.id())).code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(change(root, Role.ADMIN, true, OTHER).role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void ofTwoAdministratorsWhoLeaveAtOnceOneStays() {
    for (int round = 0; round < 10; round++) {
      User second = harness.user("second" + round, Role.ADMIN);
      var change = new UserChange(Optional.of(Role.USER), Optional.empty(), Optional.empty());
      var one = identity.users().update(ada.id(), change);
      var two = identity.users().update(second.id(), change);
      await(one.transform(x -> two.transform(y -> io.vertx.core.Future.succeededFuture())));
      assertThat(List.of(one.failed(), two.failed())).containsExactlyInAnyOrder(true, false);
      change(one.failed() ? ada : second, Role.ADMIN, null, null);
      if (one.succeeded()) {
        change(ada, Role.ADMIN, null, null);
      }
      change(second, Role.USER, null, null);
    }
  }

  @Test
  void anotherUsersSessionAndKeyAreNotFound() {
    CreatedApiKey key = key(Scope.READ);
    Caller stranger = harness.caller(harness.login("ada"));
    Long session = harness.caller(tokens).sessionId();
    assertThat(failure(identity.sessions().end(stranger, session)).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(failure(identity.apiKeys().delete(stranger, key.shown().id())).code())
        .isEqualTo(FailureCode.NOT_FOUND);
    assertThat(harness.caller(tokens)).isNotNull();
    assertThat(caller(key)).isNotNull();
    assertThat(await(identity.apiKeys().list(stranger, 50, 0)).total()).isZero();
    assertThat(await(identity.sessions().list(stranger, 50, 0)).items())
        .allMatch(s -> s.current() && s.id() != session);
  }

  @Test
  void rowLevelSecurityHidesWhatAQueryForgetsToFilter() {
    key(Scope.READ);
    for (String table : List.of("session", "refresh_token", "api_key")) {
      assertThat(count(ada.id(), table)).as(table).isZero();
      assertThat(count(grace.id(), table)).as(table).isEqualTo(1);
    }
    assertThat(count(grace.id(), "app_user")).isEqualTo(1);
    assertThat(count(grace.id(), "signing_key")).isZero();
    assertThat(count(grace.id(), "setup_state")).isZero();
    int raised =
        await(
            harness
                .database
                .database()
                .asUser(
                    grace.id(),
                    c -> c.query("UPDATE app_user SET role = 'admin'").execute().map(Rows::count)));
    assertThat(raised).isZero();
  }

  private long count(long userId, String table) {
    return await(
        harness
            .database
            .database()
            .asUser(
                userId,
                c ->
                    c.query("SELECT count(*) FROM " + table)
                        .execute()
                        .map(Rows.one(row -> row.getLong(0)))));
  }

  private CreatedApiKey key(Scope... scopes) {
    return await(
        identity
            .apiKeys()
            .create(harness.caller(tokens), new NewApiKey("key", List.of(scopes), null)));
  }

  private Caller caller(CreatedApiKey key) {
    return await(identity.authenticator().apiKey(key.key(), CLIENT.address()));
  }

  private Failure refusal(CreatedApiKey key) {
    return failure(identity.authenticator().apiKey(key.key(), CLIENT.address()));
  }
}
