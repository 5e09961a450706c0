package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.CODE;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.feature.audit.AuditFilter;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SetupIT {
  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Identity identity = harness.identity;

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void theOwnerMakesTheFirstAdministratorAndLogsIn() {
    assertThat(await(identity.setup().required())).isTrue();
    User made = harness.administrator();
    assertThat(made.role()).isEqualTo(Role.ADMIN);
    assertThat(await(identity.setup().required())).isFalse();

    Caller caller = harness.caller(harness.login("ADA"));
    assertThat(caller.userId()).isEqualTo(made.id());
    assertThat(caller.username()).isEqualTo("ada");
    assertThat(caller.role()).isEqualTo(Role.ADMIN);
    assertThat(await(identity.ownAccount().me(caller)).lastLoginAt()).isNotNull();
  }

  @Test
  void ofFiftySetUpsAtOnceOneMakesAnAdministrator() {
    List<Future<User>> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(identity.setup().complete("admin" + i, PASSWORD, CODE, CLIENT));
    }
    List<FailureCode> codes = new ArrayList<>();
    for (Future<User> each : all) {
      await(each.transform(done -> Future.succeededFuture()));
      if (each.failed()) {
        codes.add(failure(each).code());
      }
    }
    assertThat(codes).hasSize(49).containsOnly(FailureCode.CONFLICT);
    assertThat(await(identity.users().list(500, 0)).total()).isEqualTo(1);
  }

  @Test
  void aWrongCodeMakesNobodyAndIsThrottled() {
    for (int i = 0; i < 10; i++) {
      assertThat(failure(attempt("guess" + i)).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    assertThat(failure(attempt("guess")).code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(failure(attempt(CODE.reveal())).code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(await(identity.users().list(500, 0)).total()).isZero();
    assertThat(await(harness.audit.list(AuditFilter.all(), 50, 0)).total()).isEqualTo(10);
  }

  private Future<User> attempt(String code) {
    return identity.setup().complete("mallory", PASSWORD, Secret.of(code), CLIENT);
  }

  @Test
  void afterwardsEvenTheRightCodeIsAConflict() {
    harness.administrator();
    assertThat(failure(attempt(CODE.reveal())).code()).isEqualTo(FailureCode.CONFLICT);
    assertThat(failure(attempt("wrong")).code()).isEqualTo(FailureCode.CONFLICT);
  }

  @Test
  void anAdministratorOfTheCommandLineClosesTheSetUp() {
    harness.user("root", Role.ADMIN);
    assertThat(await(identity.setup().required())).isFalse();
    assertThat(failure(attempt(CODE.reveal())).code()).isEqualTo(FailureCode.CONFLICT);
  }

  @Test
  void anUnfitNameAndPasswordAreBothNamed() {
    var failure = failure(identity.setup().complete("a b", Secret.of("short"), CODE, CLIENT));
    assertThat(failure.errors())
        .extracting(e -> e.field())
        .containsExactlyInAnyOrder("username", "password");
    assertThat(await(identity.setup().required())).isTrue();
  }
}
