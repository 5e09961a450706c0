package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.code;
import static dev.arrway.platform.http.Stacks.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Each layer alone, around an exchange that answers as told. */
class LayersTest {
  private static final HttpCall READ = HttpCall.get("read", "/x").build();
  private static final HttpCall WRITE = HttpCall.post("write", "/x").build();

  private final Fake fake = new Fake();
  private final List<Duration> pauses = new ArrayList<>();
  private final Pause pause =
      time -> {
        pauses.add(time);
        return Future.succeededFuture();
      };

  static HttpAnswer answer(int status) {
    return new HttpAnswer(status, Map.of(), Buffer.buffer("[]"));
  }

  static <T> Future<T> fail(FailureCode code) {
    return Future.failedFuture(HttpFailures.of(code, "as told"));
  }

  /** Counts calls and gives what it is told to. */
  static final class Fake implements HttpExchange {
    final List<HttpCall> calls = new ArrayList<>();
    Supplier<Future<HttpAnswer>> gives = () -> Future.succeededFuture(answer(200));

    @Override
    public Future<HttpAnswer> send(HttpCall call) {
      calls.add(call);
      return gives.get();
    }

    @Override
    public <T> Future<T> stream(HttpCall call, BodyReader<T> reader) {
      calls.add(call);
      return reader.read(null).compose(read -> gives.get().map(read));
    }
  }

  @Nested
  class Retry {
    private final RetryLayer layer =
        new RetryLayer(fake, 2, new RetryBudget(), pause, new Random(1));

    @Test
    void triesThreeTimesWithGrowingJitter() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_ERROR);
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_ERROR);
      assertThat(fake.calls).hasSize(3);
      assertThat(pauses.get(0)).isBetween(Duration.ZERO, Duration.ofMillis(200));
      assertThat(pauses.get(1)).isBetween(Duration.ZERO, Duration.ofMillis(400));
    }

    @Test
    void neverTriesAgainWhatIsNotIdempotentOrWillNotPass() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_ERROR);
      assertThat(code(layer.send(WRITE))).isEqualTo(FailureCode.UPSTREAM_ERROR);
      fake.gives = () -> fail(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_AUTH_FAILED);
      assertThat(fake.calls).hasSize(2);
    }

    @Test
    void neverLetsAWaitingUserWaitTwice() {
      HttpCall waitedFor = HttpCall.get("read", "/x").waitedFor(true).build();
      fake.gives = () -> fail(FailureCode.UPSTREAM_CONNECT_TIMEOUT);
      assertThat(code(layer.send(waitedFor))).isEqualTo(FailureCode.UPSTREAM_CONNECT_TIMEOUT);
      fake.gives = () -> fail(FailureCode.UPSTREAM_TIMEOUT);
      assertThat(code(layer.send(waitedFor))).isEqualTo(FailureCode.UPSTREAM_TIMEOUT);
      assertThat(fake.calls).hasSize(2);
      fake.gives = () -> fail(FailureCode.UPSTREAM_RESET);
      assertThat(code(layer.send(waitedFor))).isEqualTo(FailureCode.UPSTREAM_RESET);
      assertThat(fake.calls.size()).isGreaterThan(3);
    }

    @Test
    void honoursRetryAfterUnlessItIsTooLongOrBeyondTheDeadline() {
      fake.gives = () -> later(Duration.ofSeconds(7));
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      assertThat(pauses).hasSize(2).allMatch(wait -> wait.toSeconds() >= 7);
      HttpCall soon = READ.withDeadline(Deadline.in(Duration.ofSeconds(5)));
      assertThat(code(layer.send(soon))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      fake.gives = () -> later(Duration.ofHours(1));
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      assertThat(pauses).hasSize(2);
    }

    private Future<HttpAnswer> later(Duration wait) {
      return Future.failedFuture(
          HttpFailures.of(FailureCode.UPSTREAM_RATE_LIMITED, "as told", wait));
    }

    @Test
    void spendsAFifthOfTheCallsAtMost() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_ERROR);
      for (int i = 0; i < 1_000; i++) {
        assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_ERROR);
      }
      assertThat(fake.calls.size()).isLessThanOrEqualTo(1_203);
    }

    @Test
    void neverReadsABegunBodyTwice() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_TRUNCATED);
      assertThat(code(layer.stream(READ, body -> Future.succeededFuture(1))))
          .isEqualTo(FailureCode.UPSTREAM_TRUNCATED);
      assertThat(fake.calls).hasSize(1);
    }
  }

  @Nested
  class Breaker {
    private final Vertx vertx = Vertx.vertx();
    private final List<CircuitState> states = new ArrayList<>();
    private final BreakerPolicy policy =
        new BreakerPolicy(5, Duration.ofMinutes(2), Duration.ofMillis(300));
    private final BreakerLayer layer = new BreakerLayer(fake, vertx, "test", policy, states::add);

    @AfterEach
    void close() {
      layer.close();
      await(vertx.close());
    }

    @Test
    void closesAtOnceWhenAProbeIsAnswered() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_ERROR);
      assertThat(IntStream.range(0, 5).mapToObj(i -> code(layer.send(READ))))
          .containsOnly(FailureCode.UPSTREAM_ERROR);
      fake.gives = () -> Future.succeededFuture(answer(200));
      HttpCall probe = HttpCall.get("read", "/x").probe(true).build();
      assertThat(await(layer.send(probe)).status()).isEqualTo(200);
      assertThat(await(layer.send(READ)).status()).isEqualTo(200);
      // The timer of the breaker that was open still runs, and must not be heard.
      await()
          .during(policy.open().multipliedBy(2))
          .until(() -> states.get(states.size() - 1) == CircuitState.CLOSED);
    }

    @Test
    void opensAfterFiveFailuresLetsOneProbeThroughAndCloses() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_ERROR);
      for (int i = 0; i < 5; i++) {
        assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_ERROR);
      }
      await().until(() -> layer.state() == CircuitState.OPEN);
      assertThat(failure(layer.send(READ)).failure())
          .satisfies(
              failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.BREAKER_OPEN);
                assertThat(failure.retryAfterMs()).isBetween(1L, 1_000L);
              });
      assertThat(fake.calls).hasSize(5);
      await().until(() -> layer.state() == CircuitState.HALF_OPEN);
      Promise<HttpAnswer> probe = Promise.promise();
      fake.gives = probe::future;
      Future<HttpAnswer> probed = layer.send(READ);
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.BREAKER_OPEN);
      probe.complete(answer(200));
      assertThat(await(probed).status()).isEqualTo(200);
      await().until(() -> layer.state() == CircuitState.CLOSED);
      assertThat(fake.calls).hasSize(6);
      assertThat(states)
          .containsExactly(CircuitState.OPEN, CircuitState.HALF_OPEN, CircuitState.CLOSED);
    }

    @Test
    void doesNotCountWhatIsNotTheUpstreamsFault() {
      for (FailureCode code :
          List.of(
              FailureCode.UPSTREAM_REJECTED,
              FailureCode.UPSTREAM_AUTH_FAILED,
              FailureCode.UPSTREAM_RATE_LIMITED,
              FailureCode.LIMIT_EXCEEDED,
              FailureCode.DEADLINE_EXCEEDED,
              FailureCode.BUSY)) {
        fake.gives = () -> fail(code);
        IntStream.range(0, 6).forEach(i -> assertThat(code(layer.send(READ))).isEqualTo(code));
      }
      assertThat(layer.state()).isEqualTo(CircuitState.CLOSED);
    }
  }

  @Nested
  class RateLimit {
    @Test
    void letsCallsWaitInTurnAndRefusesWhatCannotWait() {
      HttpPolicy policy = Stacks.policy(1).withRate(2, Duration.ZERO);
      RateLimitLayer layer = new RateLimitLayer(fake, policy, pause);
      IntStream.range(0, 4).forEach(i -> assertThat(await(layer.send(READ)).ok()).isTrue());
      assertThat(pauses).hasSize(2);
      assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(29), Duration.ofSeconds(30));
      assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(60));
      HttpCall hurried = READ.withDeadline(Deadline.in(Duration.ofSeconds(20)));
      assertThat(failure(layer.send(hurried)).failure())
          .satisfies(
              failure -> {
                assertThat(failure.code()).isEqualTo(FailureCode.LIMIT_EXCEEDED);
                assertThat(failure.retryAfterMs()).isGreaterThan(80_000);
              });
      assertThat(fake.calls).hasSize(4);
    }

    @Test
    void keepsTheLeastGapAlsoToAPredecessorsCall() {
      HttpPolicy policy =
          Stacks.policy(1).withRate(100, Duration.ofSeconds(35)).takenOver(Duration.ofSeconds(30));
      RateLimitLayer layer = new RateLimitLayer(fake, policy, pause);
      assertThat(await(layer.send(READ)).ok()).isTrue();
      assertThat(pauses.get(0)).isBetween(Duration.ofMillis(4_900), Duration.ofSeconds(5));
      assertThat(await(layer.send(READ)).ok()).isTrue();
      assertThat(pauses.get(1)).isBetween(Duration.ofMillis(39_800), Duration.ofSeconds(40));
    }

    @Test
    void startsEmptyAfterATakeOver() {
      RateLimitLayer layer =
          new RateLimitLayer(
              fake, Stacks.policy(1).withRate(60, Duration.ZERO).takenOver(null), pause);
      assertThat(await(layer.send(READ)).ok()).isTrue();
      assertThat(pauses.get(0)).isBetween(Duration.ofMillis(900), Duration.ofSeconds(1));
    }
  }

  @Nested
  class Hold {
    private final HoldLayer layer = new HoldLayer(fake, Duration.ofMillis(200));

    @Test
    void callsNobodyForTheTimeThatWasAsked() {
      fake.gives =
          () ->
              Future.failedFuture(
                  HttpFailures.of(
                      FailureCode.UPSTREAM_RATE_LIMITED, "as told", Duration.ofMillis(300)));
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      fake.gives = () -> Future.succeededFuture(answer(200));
      assertThat(failure(layer.send(READ)).failure().retryAfterMs()).isBetween(0L, 300L);
      assertThat(fake.calls).hasSize(1);
      await().until(() -> layer.send(READ).succeeded());
    }

    @Test
    void anAcceptedStatusHoldsToo() {
      fake.gives = () -> Future.succeededFuture(answer(429));
      assertThat(await(layer.send(READ)).status()).isEqualTo(429);
      assertThat(code(layer.send(READ))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
    }
  }

  @Nested
  class Caching {
    private final HttpCall cached =
        HttpCall.get("read", "/x").cacheFor(Duration.ofMinutes(1)).build();
    private final CacheLayer layer = new CacheLayer(fake, 10_000);

    @Test
    void servesAgainUntilSomethingIsWritten() {
      assertThat(await(layer.send(cached))).isSameAs(await(layer.send(cached)));
      assertThat(fake.calls).hasSize(1);
      assertThat(await(layer.send(WRITE)).ok()).isTrue();
      assertThat(await(layer.send(cached)).ok()).isTrue();
      assertThat(fake.calls).hasSize(3);
    }

    @Test
    void keepsNoFailureAndNoAcceptedError() {
      fake.gives = () -> fail(FailureCode.UPSTREAM_TRUNCATED);
      assertThat(code(layer.send(cached))).isEqualTo(FailureCode.UPSTREAM_TRUNCATED);
      fake.gives = () -> Future.succeededFuture(answer(404));
      assertThat(await(layer.send(cached)).status()).isEqualTo(404);
      fake.gives = () -> Future.succeededFuture(answer(200));
      assertThat(await(layer.send(cached)).status()).isEqualTo(200);
    }

    @Test
    void letsEqualCallsShareOneFlight() {
      Promise<HttpAnswer> flight = Promise.promise();
      fake.gives = flight::future;
      Future<HttpAnswer> first = layer.send(cached);
      Future<HttpAnswer> second = layer.send(cached);
      flight.complete(answer(200));
      assertThat(await(second)).isSameAs(await(first));
      assertThat(fake.calls).hasSize(1);
    }

    @Test
    void asksAgainWhenAnothersDeadlineCutTheFlightShort() {
      Promise<HttpAnswer> flight = Promise.promise();
      fake.gives = flight::future;
      Future<HttpAnswer> first = layer.send(cached);
      Future<HttpAnswer> second = layer.send(cached);
      fake.gives = () -> Future.succeededFuture(answer(200));
      flight.fail(HttpFailures.of(FailureCode.DEADLINE_EXCEEDED, "as told"));
      assertThat(code(first)).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
      assertThat(await(second).ok()).isTrue();
    }

    @Test
    void anAnswerOlderThanAWriteIsNotKept() {
      Promise<HttpAnswer> flight = Promise.promise();
      fake.gives = flight::future;
      Future<HttpAnswer> before = layer.send(cached);
      fake.gives = () -> Future.succeededFuture(answer(200));
      assertThat(await(layer.send(WRITE)).ok()).isTrue();
      flight.complete(answer(200));
      assertThat(await(layer.send(cached))).isNotSameAs(await(before));
    }

    @Test
    void neverTakesMoreThanItsBytes() {
      for (int i = 0; i < 100; i++) {
        HttpCall other = HttpCall.get("read", "/" + i).cacheFor(Duration.ofMinutes(1)).build();
        assertThat(await(layer.send(other)).ok()).isTrue();
      }
      int before = fake.calls.size();
      for (int i = 0; i < 100; i++) {
        HttpCall other = HttpCall.get("read", "/" + i).cacheFor(Duration.ofMinutes(1)).build();
        assertThat(await(layer.send(other)).ok()).isTrue();
      }
      assertThat(fake.calls.size() - before).isGreaterThan(70);
    }
  }

  @Nested
  class Attempts {
    private final AttemptLayer layer =
        new AttemptLayer(fake, "test", Duration.ofSeconds(7), HttpObserver.NONE);

    @Test
    void giveTheInstancesTimeUnlessTheCallSaysOtherwise() {
      assertThat(await(layer.send(READ)).ok()).isTrue();
      assertThat(fake.calls.get(0).limits().whole()).isEqualTo(Duration.ofSeconds(7));
      assertThat(await(layer.send(READ.withLimits(CallLimits.SEARCHING))).ok()).isTrue();
      assertThat(fake.calls.get(1).limits().whole()).isEqualTo(Duration.ofSeconds(120));
    }

    @Test
    void sendNothingAfterTheDeadline() {
      HttpCall late = READ.withDeadline(Deadline.in(Duration.ZERO));
      assertThat(code(layer.send(late))).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
      assertThat(fake.calls).isEmpty();
    }
  }

  @Test
  void retryAfterIsSecondsOrADate() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
    assertThat(RetryAfter.parse("120", clock)).contains(Duration.ofMinutes(2));
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:05:05 GMT", clock))
        .contains(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Fri, 02 Jan 2026 03:00:00 GMT", clock)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("999999999", clock)).contains(Duration.ofDays(1));
    assertThat(RetryAfter.parse("soon", clock)).isEmpty();
    assertThat(RetryAfter.parse("-5", clock)).isEmpty();
  }

  @Test
  void nothingThatIsPrintedShowsAKey() {
    HttpCall call =
        HttpCall.get("read", "/secret")
            .header("X-Api-Key", "canary")
            .query("apikey", "canary")
            .body(HttpBody.json(Map.of("k", "canary")))
            .build();
    HttpPolicy policy = Stacks.policy("http://canary:canary@127.0.0.1:1/canary");
    assertThat(call + " " + call.headers() + call.query() + call.body() + policy)
        .doesNotContain("canary")
        .doesNotContain("secret");
  }
}
