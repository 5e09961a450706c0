package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysIT {
  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;
  private Caller ada;

  @BeforeEach
  void anAdministrator() {
    harness.administrator();
    ada = harness.caller(harness.login("ada"));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private CreatedApiKey key(String name, Instant expires, Scope... scopes) {
    return await(identity.apiKeys().create(ada, new NewApiKey(name, List.of(scopes), expires)));
  }

  private Caller caller(CreatedApiKey key) {
    return await(identity.authenticator().apiKey(key.key(), CLIENT.address()));
  }

  private FailureCode refused(Secret key) {
    return failure(identity.authenticator().apiKey(key, CLIENT.address())).code();
  }

  @Test
  void scopesLimitTheRoleAndNeverRaiseIt() {
    assertThat(caller(key("read", null, Scope.READ)).role()).isEqualTo(Role.VIEWER);
    assertThat(caller(key("write", null, Scope.READ, Scope.WRITE)).role()).isEqualTo(Role.USER);
    assertThat(caller(key("admin", null, Scope.ADMIN)).role()).isEqualTo(Role.ADMIN);
    harness.user("vera", Role.VIEWER);
    ada = harness.caller(harness.login("vera"));
    var tooMuch = new NewApiKey("too much", List.of(Scope.ADMIN, Scope.CALENDAR), null);
    assertThat(failure(identity.apiKeys().create(ada, tooMuch)).errors())
        .extracting(e -> e.field())
        .containsExactly("scopes");
    assertThat(key("feed", null, Scope.CALENDAR).shown().scopes()).containsExactly(Scope.CALENDAR);
  }

  @Test
  void aKeyIsKnownByItsPrefixAndHasItsForm() {
    CreatedApiKey key = key("dashboard", null, Scope.READ);
    assertThat(key.key().reveal()).matches("arw_[0-9A-Za-z]{6}_[0-9A-Za-z]{40}");
    assertThat(key.key().reveal()).startsWith(key.shown().prefix() + "_");
    assertThat(key.toString()).doesNotContain(key.key().reveal());
  }

  @Test
  void itsUseIsNotedToTheMinute() {
    CreatedApiKey key = key("dashboard", null, Scope.READ);
    assertThat(shown().lastUsedAt()).isNull();
    assertThat(caller(key)).isNotNull();
    Instant first = shown().lastUsedAt();
    assertThat(first).isEqualTo(harness.clock.instant());
    harness.clock.pass(Duration.ofSeconds(30));
    assertThat(caller(key)).isNotNull();
    assertThat(shown().lastUsedAt()).isEqualTo(first);
    harness.clock.pass(Duration.ofSeconds(31));
    assertThat(caller(key)).isNotNull();
    assertThat(shown().lastUsedAt()).isEqualTo(harness.clock.instant());
  }

  private ApiKey shown() {
    return await(identity.apiKeys().list(ada, 50, 0)).items().get(0);
  }

  @Test
  void itEndsWhenItExpiresAlsoFromMemory() {
    CreatedApiKey key =
        key("short", harness.clock.instant().plus(Duration.ofSeconds(1)), Scope.READ);
    assertThat(caller(key)).isNotNull();
    harness.clock.pass(Duration.ofSeconds(1));
    assertThat(refused(key.key())).isEqualTo(FailureCode.UNAUTHENTICATED);
    var past = new NewApiKey("past", List.of(Scope.READ), harness.clock.instant());
    assertThat(failure(identity.apiKeys().create(ada, past)).errors())
        .extracting(e -> e.field())
        .containsExactly("expires_at");
  }

  @Test
  void aDeletedKeyStopsAtOnce() {
    CreatedApiKey key = key("gone", null, Scope.READ);
    assertThat(caller(key)).isNotNull();
    await(identity.apiKeys().delete(ada, key.shown().id()));
    assertThat(refused(key.key())).isEqualTo(FailureCode.UNAUTHENTICATED);
    assertThat(failure(identity.apiKeys().delete(ada, key.shown().id())).code())
        .isEqualTo(FailureCode.NOT_FOUND);
  }

  @Test
  void aNameIsTakenOncePerUser() {
    key("same", null, Scope.READ);
    var again = new NewApiKey("same", List.of(Scope.READ), null);
    assertThat(failure(identity.apiKeys().create(ada, again)).code())
        .isEqualTo(FailureCode.CONFLICT);
  }

  @Test
  void keysMakeNoKeysAndReadingOnesChangeNothing() {
    Caller reading = caller(key("read", null, Scope.READ));
    Caller all = caller(key("all", null, Scope.ADMIN));
    var more = new NewApiKey("more", List.of(Scope.READ), null);
    assertThat(failure(identity.apiKeys().create(all, more)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(identity.apiKeys().delete(reading, 1)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(identity.sessions().end(reading, 1)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(identity.ownAccount().changePassword(reading, PASSWORD, PASSWORD)).code())
        .isEqualTo(FailureCode.FORBIDDEN);
    assertThat(failure(identity.sessions().logout(all)).code()).isEqualTo(FailureCode.CONFLICT);
  }

  @Test
  void whatIsNoKeyOrAnotherIsRefused() {
    String right = key("right", null, Scope.READ).key().reveal();
    String oneOff = right.substring(0, right.length() - 1) + (right.endsWith("0") ? "1" : "0");
    for (String wrong : List.of("", "arw_", "x".repeat(10_000), oneOff, right + "0", " " + right)) {
      assertThat(refused(Secret.of(wrong))).isEqualTo(FailureCode.UNAUTHENTICATED);
    }
  }
}
