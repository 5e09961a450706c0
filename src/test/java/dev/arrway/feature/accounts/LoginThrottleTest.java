package dev.arrway.feature.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private final TestClock clock = new TestClock();
  private final LoginThrottle throttle = new LoginThrottle(clock::nanos, 10);

  @Test
  void ofAThousandTriesTenAMinuteAreAdmitted() {
    int admitted = 0;
    for (int i = 0; i < 1000; i++) {
      admitted += throttle.admit("ada", "192.0.2." + i % 250).isEmpty() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void oneAddressCannotTryManyAccounts() {
    int admitted = 0;
    for (int i = 0; i < 1000; i++) {
      admitted += throttle.admit("user" + i, "192.0.2.1").isEmpty() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
    assertThat(throttle.admit("ada", "192.0.2.2")).isEmpty();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    int admitted = 0;
    for (int i = 0; i < 100; i++) {
      String address = "2001:db8:0:1::" + Integer.toHexString(i + 1);
      admitted += throttle.admit("user" + i, address).isEmpty() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
    assertThat(throttle.admit("ada", "2001:db8:0:2::1")).isEmpty();
  }

  @Test
  void theCaseOfANameMakesNoOtherAccount() {
    int admitted = 0;
    for (int i = 0; i < 20; i++) {
      admitted += throttle.admit(i % 2 == 0 ? "ADA" : "ada", "192.0.2." + i).isEmpty() ? 1 : 0;
    }
    assertThat(admitted).isEqualTo(10);
  }

  @Test
  void theNextMinuteAdmitsTenMore() {
    for (int i = 0; i < 11; i++) {
      assertThat(throttle.admit("ada", "192.0.2.1").isPresent()).isEqualTo(i == 10);
    }
    Failure failure = throttle.admit("ada", "192.0.2.1").orElseThrow();
    assertThat(failure.code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(failure.retryAfterMs()).isBetween(1_000L, 61_000L);
    clock.pass(Duration.ofMillis(failure.retryAfterMs()));
    assertThat(throttle.admit("ada", "192.0.2.1")).isEmpty();
  }

  @Test
  void rightPasswordsAreNotCounted() {
    for (int i = 0; i < 100; i++) {
      assertThat(throttle.admit("ada", "192.0.2.1")).isEmpty();
      throttle.succeeded("ada", "192.0.2.1");
    }
  }

  @Test
  void locksLastLongerEachTimeButNeverOverAQuarterOfAnHour() {
    assertThat(tenFailures()).contains(Duration.ofMinutes(1));
    assertThat(throttle.admit("ada", "198.51.100.1")).isPresent();
    assertThat(tenFailures()).contains(Duration.ofMinutes(2));
    assertThat(tenFailures()).contains(Duration.ofMinutes(4));
    assertThat(tenFailures()).contains(Duration.ofMinutes(8));
    for (int i = 0; i < 20; i++) {
      assertThat(tenFailures()).contains(Duration.ofMinutes(15));
    }
    throttle.succeeded("ada", "192.0.2.1");
    assertThat(tenFailures()).contains(Duration.ofMinutes(1));
  }

  @Test
  void aLockEndsByItself() {
    assertThat(tenFailures()).isPresent();
    clock.pass(Duration.ofSeconds(59));
    assertThat(throttle.admit("ada", "192.0.2.1")).isPresent();
    clock.pass(Duration.ofSeconds(2));
    assertThat(throttle.admit("ada", "192.0.2.1")).isEmpty();
  }

  private Optional<Duration> tenFailures() {
    for (int i = 0; i < 9; i++) {
      assertThat(throttle.failed("ada")).isEmpty();
    }
    return throttle.failed("ada");
  }
}
