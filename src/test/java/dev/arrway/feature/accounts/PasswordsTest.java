package dev.arrway.feature.accounts;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Passwords passwords = await(Passwords.open(vertx, Argon2Cost.STANDARD));

  @AfterEach
  void stop() {
    await(passwords.close());
    await(vertx.close());
  }

  @Test
  void aKnownClientDoesNotWaitForAFloodOfUnknownOnes() {
    Secret password = Secret.of("correct horse battery staple");
    String hash = await(passwords.hash(password));
    List<Future<Passwords.Check>> flood = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      flood.add(passwords.check(Secret.of("wrong"), Optional.of(hash), "198.51.100." + i, false));
    }
    assertThat(await(passwords.check(password, Optional.of(hash), "192.0.2.1", true)).right())
        .isTrue();
    assertThat(flood).filteredOn(check -> !check.isComplete()).hasSizeGreaterThan(50);
  }
}
