package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.code;
import static dev.arrway.platform.http.Stacks.failure;
import static dev.arrway.platform.http.Stacks.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an ill upstream sees of many callers. */
class StormIT {
  private final AtomicInteger hits = new AtomicInteger();
  private Vertx vertx;
  private HttpStacks stacks;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    stacks = Stacks.stacks(vertx);
  }

  @AfterEach
  void close() {
    await(stacks.close());
    await(vertx.close());
  }

  private int server(io.vertx.core.Handler<HttpServerRequest> handler) {
    HttpServer server =
        await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request -> {
                      hits.incrementAndGet();
                      handler.handle(request);
                    })
                .listen(0, "127.0.0.1"));
    return server.actualPort();
  }

  private Future<HttpAnswer> get(HttpStack stack) {
    return on(vertx, () -> stack.send(HttpCall.get("t", "/").build()));
  }

  private void storm(HttpStack stack, int calls) {
    List<Future<HttpAnswer>> all = new ArrayList<>();
    AtomicInteger sent = new AtomicInteger();
    vertx.setPeriodic(
        5,
        id -> {
          if (sent.incrementAndGet() > calls) {
            vertx.cancelTimer(id);
            return;
          }
          all.add(stack.send(HttpCall.get("t", "/").build()));
        });
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> sent.get() > calls && all.stream().allMatch(Future::isComplete));
  }

  @Test
  void retriesAddAFifthAtMost() {
    int port = server(request -> request.response().setStatusCode(503).end());
    HttpStack stack = stacks.open(Stacks.policy(port).withMaxRetries(2));
    storm(stack, 400);
    assertThat(hits.get()).isBetween(400, 482);
  }

  @Test
  void theBreakerLeavesOneProbeAnOpenTimeAndClosesAgain() {
    AtomicInteger status = new AtomicInteger(503);
    int port = server(request -> request.response().setStatusCode(status.get()).end("[]"));
    BreakerPolicy breaker = new BreakerPolicy(5, Duration.ofMinutes(2), Duration.ofSeconds(1));
    HttpStack stack = stacks.open(Stacks.policy(port).withBreaker(breaker));
    List<CircuitState> states = new ArrayList<>();
    stack.onCircuit(states::add);
    storm(stack, 400);
    assertThat(hits.get()).isBetween(5, 9);
    assertThat(stack.circuit()).isNotEqualTo(CircuitState.CLOSED);
    status.set(200);
    await().until(() -> stack.circuit() == CircuitState.HALF_OPEN);
    assertThat(await(get(stack)).ok()).isTrue();
    await().until(() -> stack.circuit() == CircuitState.CLOSED);
    assertThat(states).startsWith(CircuitState.OPEN).endsWith(CircuitState.CLOSED);
  }

  @Test
  void aTooManyHoldsTheInstanceForSecondsOrUntilADate() {
    Supplier<String> date =
        () ->
            DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plusSeconds(3).atZone(ZoneOffset.UTC));
    for (Supplier<String> form : List.<Supplier<String>>of(() -> "2", date)) {
      String retryAfter = form.get();
      hits.set(0);
      int port =
          server(
              request ->
                  request
                      .response()
                      .setStatusCode(hits.get() == 1 ? 429 : 200)
                      .putHeader("Retry-After", retryAfter)
                      .end("[]"));
      HttpStack stack = stacks.open(Stacks.policy(port));
      assertThat(failure(get(stack)).failure().retryAfterMs()).isBetween(500L, 3_000L);
      assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
      assertThat(hits).hasValue(1);
      await().until(() -> await(get(stack).otherwiseEmpty()) != null);
      assertThat(hits).hasValue(2);
    }
  }

  @Test
  void aTooManyThatDoesNotSayHoldsTheInstanceToo() {
    int port = server(request -> request.response().setStatusCode(429).end());
    HttpStack stack = stacks.open(Stacks.policy(port));
    assertThat(failure(get(stack)).failure().retryAfterMs()).isBetween(4_000L, 5_000L);
    assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_RATE_LIMITED);
    assertThat(hits).hasValue(1);
    assertThat(stack.circuit()).isEqualTo(CircuitState.CLOSED);
  }

  @Test
  void anErrorKeepsItsConnection() {
    int port = server(request -> request.response().setStatusCode(404).end("{}"));
    HttpStack stack = stacks.open(Stacks.policy(port));
    for (int i = 0; i < 5; i++) {
      assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_NOT_FOUND);
    }
    assertThat(stack.stats().openConnections()).isEqualTo(1);
    assertThat(stack.stats().failures()).isEqualTo(5);
    boolean closed = await(stack.close().map(done -> true));
    assertThat(closed).isTrue();
    await().until(() -> stack.stats().openConnections() == 0);
  }
}
