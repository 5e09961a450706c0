package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.CLIENT;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Client;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The time of day is set wrong by hours while users are logged in. */
class ClockJumpIT {
  private static final Secret WRONG = Secret.of("canary-wrong-guess-12");
  private static final Client ELSEWHERE = new Client("198.51.100.7", null);
  private static final Duration TWO_HOURS = Duration.ofHours(2);

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
  void halfAMinuteOfDifferenceIsAllowed() {
    Tokens tokens = harness.login("ada");
    harness.clock.jump(Duration.ofSeconds(-29));
    assertThat(harness.caller(tokens).username()).isEqualTo("ada");
    harness.clock.jump(Duration.ofSeconds(-2));
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
    harness.clock.jump(Duration.ofSeconds(31).plus(Duration.ofMinutes(15)).plusSeconds(29));
    assertThat(harness.caller(tokens).username()).isEqualTo("ada");
    harness.clock.jump(Duration.ofSeconds(2));
    assertThat(harness.refusal(tokens).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void sessionsSurviveAJumpInEitherDirection() {
    for (Duration jump : List.of(TWO_HOURS, TWO_HOURS.negated())) {
      Tokens before = harness.login("ada");
      harness.clock.jump(jump);
      assertThat(harness.refusal(before).code()).isEqualTo(FailureCode.UNAUTHENTICATED);
      Tokens during = await(identity.refreshes().refresh(before.refresh(), CLIENT));
      assertThat(harness.caller(during).username()).isEqualTo("ada");
      harness.clock.jump(jump.negated());
      Tokens after = await(identity.refreshes().refresh(during.refresh(), CLIENT));
      assertThat(harness.caller(after).username()).isEqualTo("ada");
    }
  }

  @Test
  void aHoldLastsAsLongAsItWould() {
    for (int i = 0; i < 10; i++) {
      assertThat(failure(identity.logins().login("ada", WRONG, ELSEWHERE)).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
    harness.clock.jump(TWO_HOURS);
    assertThat(failure(identity.logins().login("ada", WRONG, ELSEWHERE)).code())
        .isEqualTo(FailureCode.LIMIT_EXCEEDED);
    harness.clock.jump(TWO_HOURS.negated().multipliedBy(2));
    harness.clock.pass(Duration.ofSeconds(62));
    assertThat(failure(identity.logins().login("ada", WRONG, ELSEWHERE)).code())
        .isEqualTo(FailureCode.UNAUTHENTICATED);
  }

  @Test
  void aTokenOfAnotherNodesNewKeyIsTakenAtOnceWhateverTheClockSays() {
    Identity other = await(harness.open(new Argon2Cost(64, 1, 1)));
    for (Duration jump : List.of(TWO_HOURS, TWO_HOURS.negated(), TWO_HOURS.negated())) {
      harness.clock.jump(jump);
      await(other.signingKeys().rotate());
      Tokens tokens = await(other.logins().login("ada", IdentityHarness.PASSWORD, CLIENT));
      assertThat(harness.caller(tokens).username()).isEqualTo("ada");
    }
    await(other.close());
  }

  @Test
  void anAddressStaysKnownAndAWrongKeyStaysWrong() {
    harness.login("ada");
    harness.clock.jump(TWO_HOURS.negated());
    for (int i = 0; i < 10; i++) {
      assertThat(failure(identity.logins().login("ada", WRONG, ELSEWHERE))).isNotNull();
    }
    assertThat(harness.login("ada").user().username()).isEqualTo("ada");
    Secret key = Secret.of("arw_abcdef_" + "x".repeat(40));
    for (Duration jump : List.of(TWO_HOURS, TWO_HOURS.negated())) {
      harness.clock.jump(jump);
      assertThat(failure(identity.authenticator().apiKey(key, "192.0.2.9")).code())
          .isEqualTo(FailureCode.UNAUTHENTICATED);
    }
  }
}
