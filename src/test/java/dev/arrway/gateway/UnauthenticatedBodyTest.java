package dev.arrway.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.platform.config.HttpLimits;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.ByteBudget;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.StreamResetException;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may make the gateway read a body, and how much memory all bodies may take. */
class UnauthenticatedBodyTest {
  private static final String IMPORTS = "/api/v1/imports";
  private static final long BUDGET = 8_000_000;
  private static final HttpLimits LIMITS =
      new HttpLimits(BUDGET, Duration.ofMinutes(2), 16_000, Duration.ofSeconds(10), 1_000, 1_000);

  private static Vertx vertx;
  private static GatewayServer server;
  private static final ByteBudget budget = new ByteBudget(BUDGET);

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    ContractDocument document = ServedContract.of(UpstreamCatalog.standard()).withBasePath("");
    OpenAPIContract contract = Futures.await(document.load(vertx));
    RequestBodies bodies = new RequestBodies(vertx, budget, LIMITS);
    Dispatcher dispatcher =
        Dispatcher.of(
            contract, echoes(contract), 1, (call, changes, status, code, took) -> {}, bodies);
    Readiness readiness = new Readiness(Future::succeededFuture);
    readiness.open();
    server =
        Futures.await(
            GatewayServer.start(
                vertx,
                new GatewaySettings(
                    "127.0.0.1", 0, "", "127.0.0.1", 0, 1, List.of(), List.of(), LIMITS),
                new GatewayServer.Parts(
                    document,
                    dispatcher,
                    new KnownTokens(),
                    () -> Future.succeededFuture(Map.of()),
                    readiness,
                    () -> "",
                    List.of())));
  }

  @AfterAll
  static void stop() {
    Futures.await(server.drain(Duration.ofSeconds(1)));
    Futures.await(vertx.close());
  }

  /** Knows {@code viewer-<id>} and {@code user-<id>}. */
  private static final class KnownTokens implements Authenticator {
    @Override
    public Future<Caller> bearer(Secret token, String address) {
      String[] parts = token.reveal().split("-");
      return parts.length == 2
          ? Future.succeededFuture(
              new Caller(
                  Long.parseLong(parts[1]),
                  parts[0],
                  Role.of(parts[0]),
                  1L,
                  null,
                  address,
                  Instant.MAX,
                  0))
          : Future.failedFuture(
              FailureException.of(FailureCode.UNAUTHENTICATED, "These credentials do not hold."));
    }

    @Override
    public Future<Caller> apiKey(Secret key, String address) {
      return bearer(key, address);
    }

    @Override
    public Future<Caller> narrowKey(Secret key, Scope scope, String address) {
      return bearer(key, address);
    }

    @Override
    public Future<Caller> ticket(Secret ticket, String address) {
      return bearer(ticket, address);
    }
  }

  private static Operations echoes(OpenAPIContract contract) {
    Operations.Builder builder = new Operations.Builder();
    for (Operation operation : contract.operations()) {
      String id = operation.getOperationId();
      if ("http".equals(operation.getExtensions().get("x-doors"))) {
        builder.onHttp(id, (context, call) -> Future.succeededFuture(Optional.of(echo(call))));
      } else {
        builder.on(id, call -> Future.succeededFuture(echo(call)));
      }
    }
    builder.admitted(
        "receiveWebhook",
        call ->
            call.text("secret").equals(Optional.of("secret"))
                ? Future.succeededFuture()
                : Future.failedFuture(Failure.notFound("webhook").asException()));
    return builder.build();
  }

  private static Answer echo(Call call) {
    return Answer.ok(Map.of("operation", call.operationId(), "size", call.body().size()));
  }

  private static RawConnection connect() throws IOException {
    return new RawConnection(server.port());
  }

  private static String importBody(int bytes) {
    String head = "{\"instance_id\":1,\"source\":{\"type\":\"csv\",\"content\":\"";
    return head + "x".repeat(bytes - head.length() - 3) + "\"}}";
  }

  @Test
  void credentialsAreAskedForBeforeTheBody() throws Exception {
    try (RawConnection nobody = connect();
        RawConnection forged = connect();
        RawConnection viewer = connect()) {
      assertThat(nobody.post(IMPORTS, "", 6_000_000).status()).isEqualTo(401);
      assertThat(forged.post(IMPORTS, "forged", 6_000_000).status()).isEqualTo(401);
      assertThat(viewer.post(IMPORTS, "viewer-1", 6_000_000).status()).isEqualTo(403);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void theRateLimitIsAppliedBeforeTheBody() throws Exception {
    await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(1))
        .until(() -> secondsToWait(createInstance(2)) >= 2);
    assertThat(createInstance(1_000_000)).contains(" 429 ", "limit_exceeded");
  }

  /** Sends only the first bytes of a body of such a length. */
  private static String createInstance(int length) throws IOException {
    try (RawConnection user = connect()) {
      return user.post("/api/v1/instances", "user-2", length).send("{}").answer();
    }
  }

  private static int secondsToWait(String answer) {
    Matcher header = Pattern.compile("(?i)retry-after: (\\d+)").matcher(answer);
    return header.find() ? Integer.parseInt(header.group(1)) : 0;
  }

  @Test
  void aRefusedClientThatSendsEverythingFirstStillReadsItsAnswer() throws Exception {
    try (RawConnection nobody = connect()) {
      nobody.post(IMPORTS, "", 6_000_000).send(new byte[6_000_000]);
      assertThat(nobody.answer()).contains(" 401 ", "onnection: close", "unauthenticated");
    }
  }

  @Test
  void aBodyWithoutAnEndIsCutAfterTheAnswer() throws Exception {
    try (RawConnection nobody = connect()) {
      nobody.send(
          "POST "
              + IMPORTS
              + " HTTP/1.1\r\n"
              + "Host: localhost\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n"
              + "5\r\n"
              + "{\"a\":\r\n");
      assertThat(nobody.status()).isEqualTo(401);
      assertThat(nobody.isClosedWithin(Duration.ofSeconds(20))).isTrue();
    }
  }

  @Test
  void aClientThatAsksFirstIsRefusedWithoutSending() throws Exception {
    String head =
        "POST "
            + IMPORTS
            + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + "Expect: 100-continue\r\nContent-Length: 200\r\n";
    try (RawConnection nobody = connect();
        RawConnection user = connect()) {
      assertThat(nobody.send(head + "\r\n").status()).isEqualTo(401);
      assertThat(user.send(head + "Authorization: Bearer user-3\r\n\r\n").status()).isEqualTo(100);
      assertThat(user.send(importBody(200)).status()).isEqualTo(200);
    }
  }

  @Test
  void overHttp2ARefusedStreamIsAnsweredThenReset() throws Exception {
    HttpClientOptions options =
        new HttpClientOptions()
            .setProtocolVersion(HttpVersion.HTTP_2)
            .setHttp2ClearTextUpgrade(false);
    // A client that nothing refers to is closed when it is collected.
    HttpClient client = vertx.createHttpClient(options);
    HttpClientRequest request =
        Futures.await(client.request(HttpMethod.POST, server.port(), "127.0.0.1", IMPORTS));
    AtomicReference<Throwable> ended = new AtomicReference<>();
    request.exceptionHandler(ended::set);
    request.setChunked(true);
    // The answer may be there before the body has begun.
    Futures.await(request.write(Buffer.buffer("{\"a\":")).otherwiseEmpty());
    assertThat(Futures.await(request.response()).statusCode()).isEqualTo(401);
    await()
        .atMost(Duration.ofSeconds(20))
        .untilAsserted(
            () ->
                assertThat(ended.get())
                    .isInstanceOfSatisfying(
                        StreamResetException.class, e -> assertThat(e.getCode()).isZero()));
    Futures.await(client.close());
  }

  @Test
  void publicOperationsTakeSmallBodies() throws Exception {
    for (String path : List.of("/api/v1/auth/login", "/api/auth/refresh", "/api/v1/setup")) {
      try (RawConnection announced = connect();
          RawConnection chunked = connect()) {
        assertThat(announced.post(path, "", 17_000).status()).as(path).isEqualTo(413);
        chunked.send(
            "POST "
                + path
                + " HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n4268\r\n"
                + " ".repeat(0x4268)
                + "\r\n");
        assertThat(chunked.status()).as(path).isEqualTo(413);
      }
    }
    try (RawConnection small = connect();
        RawConnection large = connect()) {
      String message = "{\"eventType\":\"Test\",\"more\":\"" + "x".repeat(900_000) + "\"}";
      assertThat(small.post("/api/webhooks/1/secret", "", message.length()).send(message).status())
          .isEqualTo(200);
      assertThat(large.post("/api/webhooks/1/secret", "", 1_000_001).status()).isEqualTo(413);
    }
  }

  /** Only the secret in a webhook's address says that somebody may send something. */
  @Test
  void theSecretOfAWebhookIsCheckedBeforeTheBody() throws Exception {
    try (RawConnection guesser = connect()) {
      assertThat(guesser.post("/api/webhooks/1/guess", "", 900_000).status()).isEqualTo(404);
    }
    assertThat(budget.used()).isZero();
  }

  @Test
  void allBodiesShareOneBudget() throws Exception {
    List<RawConnection> holding = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) { // each holds twice what it sends
        holding.add(connect().post(IMPORTS, "user-1" + i, 6_000_000).send(new byte[1_200_000]));
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> budget.used() == 7_200_000);
      try (RawConnection more = connect()) {
        String answer = more.post(IMPORTS, "user-20", 6_000_000).send(new byte[500_000]).answer();
        assertThat(answer).contains(" 503 ", "Retry-After: 1", "overloaded");
      }
      try (RawConnection small = connect()) {
        String login = "{\"username\":\"someone\",\"password\":\"password-of-someone\"}";
        assertThat(small.post("/api/v1/auth/login", "", login.length()).send(login).status())
            .isEqualTo(200);
      }
    } finally {
      for (RawConnection each : holding) {
        each.close();
      }
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> budget.used() == 0);
  }

  @Test
  void whatIsOnlyAnnouncedHoldsNothing() throws Exception {
    List<RawConnection> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 40; i++) {
        idle.add(connect().post(IMPORTS, "user-" + (100 + i), 6_000_000));
      }
      String body = importBody(1_000_000);
      try (RawConnection user = connect()) {
        assertThat(user.post(IMPORTS, "user-30", body.length()).send(body).status()).isEqualTo(200);
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> budget.used() == 0);
    } finally {
      for (RawConnection each : idle) {
        each.close();
      }
    }
  }

  /** Each of these would need many times its size once it is parsed. */
  @ParameterizedTest
  @ValueSource(strings = {"\"%d\":0,", "\"%d\":[[]],", "\"%d\":{\"a\":{}},"})
  void treesAreBoundedToo(String member) throws Exception {
    StringBuilder body = new StringBuilder("{");
    for (int i = 0; body.length() < 1_000_000; i++) {
      body.append(member.replace("%d", Integer.toString(i)));
    }
    body.append("\"z\":1}");
    try (RawConnection user = connect()) {
      assertThat(user.post(IMPORTS, "user-4", body.length()).send(body.toString()).status())
          .isIn(413, 503);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> budget.used() == 0);
  }

  @Test
  void aBodyThatDoesNotKeepComingIsRefused() throws Exception {
    try (RawConnection silent = connect();
        RawConnection slow = connect();
        RawConnection chunked = connect()) {
      silent.post(IMPORTS, "user-5", 1_000);
      slow.post(IMPORTS, "user-6", 6_000_000).send(new byte[100_000]);
      chunked.send(
          "POST /api/v1/auth/login HTTP/1.1\r\nHost: localhost\r\n"
              + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n");
      assertThat(silent.answer()).contains(" 408 ", "request_timeout", "onnection: close");
      assertThat(slow.status()).isEqualTo(408);
      assertThat(chunked.status()).isEqualTo(408);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> budget.used() == 0);
  }

  @Test
  void refusedCallersAreLimited() throws Exception {
    int forbidden = 0;
    int limited = 0;
    for (int i = 0; i < 160; i++) {
      try (RawConnection viewer = connect()) {
        int status = viewer.post("/api/v1/instances/" + i + "/test", "viewer-7", 0).status();
        forbidden += status == 403 ? 1 : 0;
        limited += status == 429 ? 1 : 0;
      }
    }
    assertThat(forbidden).isBetween(1, RequestLimits.REFUSED_PER_MINUTE + 60);
    assertThat(forbidden + limited).isEqualTo(160);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "DELETE"})
  void unknownPathsAreLimited(String method) throws Exception {
    int limited = 0;
    for (int i = 0; i < 200; i++) {
      try (RawConnection user = connect()) {
        user.send(
            method
                + " /api/v1/no-such-path/"
                + i
                + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer user-8"
                + method.length()
                + "\r\n\r\n");
        limited += user.status() == 429 ? 1 : 0;
      }
    }
    assertThat(limited).isPositive();
  }
}
