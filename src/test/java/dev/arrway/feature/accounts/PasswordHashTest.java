package dev.arrway.feature.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.platform.config.Secret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordHashTest {
  private static final Argon2Cost CHEAP = new Argon2Cost(64, 1, 1);

  /** From the reference implementation's own tests. */
  private static final String REFERENCE =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";

  @Test
  void aHashOfTheReferenceImplementationMatches() {
    PasswordHash hash = PasswordHash.parse(REFERENCE);
    assertThat(hash.matches(Secret.of("password"))).isTrue();
    assertThat(hash.matches(Secret.of("Password"))).isFalse();
    assertThat(hash.phc()).isEqualTo(REFERENCE);
  }

  @Test
  void theStandardCostIsWhatIsWritten() {
    PasswordHash hash = compute("correct horse", Argon2Cost.STANDARD);
    assertThat(hash.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(PasswordHash.parse(hash.phc()).matches(Secret.of("correct horse"))).isTrue();
  }

  @Test
  void twoHashesOfOnePasswordDiffer() {
    assertThat(compute("same", CHEAP).phc()).isNotEqualTo(compute("same", CHEAP).phc());
  }

  @Test
  void composedAndDecomposedLettersAreOnePassword() {
    assertThat(compute("caf\u00e9", CHEAP).matches(Secret.of("cafe\u0301"))).isTrue();
  }

  @Test
  void aHashIsNotPrinted() {
    assertThat(compute("x", CHEAP).toString()).isEqualTo(Secret.MASK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "$argon2i$v=19$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=16$m=64,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=2000000,t=1,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=99,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
        "$argon2id$v=19$m=64,t=1,p=1$c29tZXNhbHQ$"
      })
  void whatIsNoHashOrAsksTooMuchIsRefused(String text) {
    assertThatThrownBy(() -> PasswordHash.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }

  private static PasswordHash compute(String password, Argon2Cost cost) {
    return PasswordHash.compute(Secret.of(password), cost, new SecureRandom());
  }
}
