package dev.arrway.gateway;

import dev.arrway.platform.config.HttpLimits;
import dev.arrway.platform.http.ByteBudget;
import io.vertx.core.Vertx;
import java.time.Duration;

/** Limits for servers in tests. */
final class TestLimits {
  static final HttpLimits STANDARD =
      new HttpLimits(
          64_000_000, Duration.ofMinutes(2), 16_000, Duration.ofSeconds(10), 1_000, 1_000);

  private TestLimits() {}

  static RequestBodies bodies(Vertx vertx) {
    return bodies(vertx, new ByteBudget(STANDARD.bodyBudget()));
  }

  static RequestBodies bodies(Vertx vertx, ByteBudget budget) {
    return new RequestBodies(vertx, budget, STANDARD);
  }
}
