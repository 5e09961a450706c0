package dev.arrway.feature.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import org.junit.jupiter.api.Test;

/** What looking up wrong credentials uses up. */
class WrongCredentialsTest {
  private static final String ADDRESS = "192.0.2.1";
  private static final int PER_MINUTE = 5;

  private final WrongCredentials wrong = new WrongCredentials(() -> 0, PER_MINUTE);

  private static Future<String> refuse() {
    return Future.failedFuture(Refusals.NO_CREDENTIALS.asException());
  }

  private static FailureCode codeOf(Future<?> failed) {
    return Failures.of(failed.cause()).code();
  }

  @Test
  void aLookUpThatThrowsIsNoLongerUnderWay() {
    for (int i = 0; i < WrongCredentials.MOST_UNDER_WAY + 1; i++) {
      Future<String> broken =
          wrong.guard(
              Secret.of("key " + i),
              ADDRESS,
              () -> {
                throw new IllegalStateException("broken");
              });
      assertThat(broken.cause()).hasMessage("broken");
    }
    assertThat(wrong.guard(Secret.of("right"), ADDRESS, () -> Future.succeededFuture("found")))
        .returns("found", Future::result);
  }

  @Test
  void aRememberedWrongCredentialUsesUpNoFurtherAttempt() {
    for (int i = 0; i < 10 * PER_MINUTE; i++) {
      assertThat(codeOf(wrong.guard(Secret.of("same"), ADDRESS, WrongCredentialsTest::refuse)))
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    for (int i = 1; i < PER_MINUTE; i++) {
      assertThat(codeOf(wrong.guard(Secret.of("key " + i), ADDRESS, WrongCredentialsTest::refuse)))
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    assertThat(codeOf(wrong.guard(Secret.of("last"), ADDRESS, WrongCredentialsTest::refuse)))
        .isEqualTo(FailureCode.LIMIT_EXCEEDED);
  }
}
