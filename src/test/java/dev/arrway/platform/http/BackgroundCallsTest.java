package dev.arrway.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Calls that only watch cost nobody anything. */
class BackgroundCallsTest {
  private static final HttpCall READ = HttpCall.get("read", "/r").build();
  private static final HttpCall WATCH = HttpCall.get("watch", "/w").background(true).build();
  private static final Pause NEVER = time -> Future.failedFuture("nobody waits here");

  private final Inner inner = new Inner();

  @Test
  void theyLeaveHalfOfTheRateToOthersAndNeverWait() {
    RateLimitLayer layer =
        new RateLimitLayer(inner, Stacks.policy(1).withRate(10, Duration.ZERO), NEVER);
    send(layer, WATCH, 5);
    assertThat(code(layer.send(WATCH))).contains(FailureCode.LIMIT_EXCEEDED);
    send(layer, READ, 5);
    assertThat(inner.calls).isEqualTo(10);
  }

  @Test
  void theyGetNothingWhereAGapIsSet() {
    RateLimitLayer layer =
        new RateLimitLayer(inner, Stacks.policy(1).withRate(10, Duration.ofSeconds(35)), NEVER);
    assertThat(code(layer.send(WATCH))).contains(FailureCode.LIMIT_EXCEEDED);
    send(layer, READ, 1);
    assertThat(inner.calls).isEqualTo(1);
  }

  @Test
  void theyNeitherOpenABreakerNorPassWhileItIsOpen() {
    inner.failing = true;
    Vertx vertx = Vertx.vertx();
    BreakerLayer layer =
        new BreakerLayer(
            inner,
            vertx,
            "test",
            new BreakerPolicy(5, Duration.ofMinutes(2), Duration.ofMinutes(1)),
            state -> {});
    try {
      send(layer, WATCH, 20);
      assertThat(layer.state()).isEqualTo(CircuitState.CLOSED);
      send(layer, READ, 5);
      await().until(() -> layer.state() == CircuitState.OPEN);
      assertThat(code(layer.send(WATCH))).contains(FailureCode.BREAKER_OPEN);
      assertThat(inner.calls).isEqualTo(25);
    } finally {
      layer.close();
      assertThat(vertx.close()).isNotNull();
    }
  }

  @Test
  void theyAreNotTriedAgain() {
    inner.failing = true;
    RetryLayer layer = new RetryLayer(inner, 3, new RetryBudget(), NEVER, new java.util.Random(1));
    assertThat(code(layer.send(WATCH))).contains(FailureCode.UPSTREAM_ERROR);
    assertThat(inner.calls).isEqualTo(1);
  }

  private void send(HttpExchange layer, HttpCall call, int times) {
    for (int i = 0; i < times; i++) {
      Future<HttpAnswer> sent = layer.send(call);
      await().until(sent::isComplete);
      assertThat(code(sent))
          .isEqualTo(inner.failing ? Optional.of(FailureCode.UPSTREAM_ERROR) : Optional.empty());
    }
  }

  private static Optional<FailureCode> code(Future<HttpAnswer> sent) {
    await().until(sent::isComplete);
    return sent.succeeded() ? Optional.empty() : HttpFailures.code(sent.cause());
  }

  private static final class Inner implements HttpExchange {
    private volatile int calls;
    private boolean failing;

    @Override
    public Future<HttpAnswer> send(HttpCall call) {
      calls = calls + 1;
      return failing
          ? Future.failedFuture(HttpFailures.of(FailureCode.UPSTREAM_ERROR, "as told"))
          : Future.succeededFuture(answer());
    }

    private static HttpAnswer answer() {
      return LayersTest.answer(200);
    }

    @Override
    public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
      return Future.failedFuture("not streamed here");
    }
  }
}
