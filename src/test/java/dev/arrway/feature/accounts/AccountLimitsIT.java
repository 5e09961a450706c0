package dev.arrway.feature.accounts;

import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** There are only so many accounts. */
class AccountLimitsIT {
  private final IdentityHarness harness = IdentityHarness.cheap();

  @AfterEach
  void close() {
    harness.close();
  }

  @Test
  void oneMoreAccountThanThereMayBeIsRefusedWithWhatToDo() {
    harness.administrator();
    Identity small = await(harness.openWith(new AccessLimits(60, 50, 100, 2)));
    await(small.users().add(NewUser.of("grace", PASSWORD)));
    Failure refused = failure(small.users().add(NewUser.of("alan", PASSWORD), "192.0.2.8"));
    assertThat(refused.code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
    assertThat(refused.detail()).contains("security.max_users", "delete one");
    await(small.users().delete(await(small.users().byName("grace")).orElseThrow().id()));
    assertThat(await(small.users().add(NewUser.of("alan", PASSWORD))).username()).isEqualTo("alan");
    await(small.close());
  }
}
