package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.code;
import static dev.arrway.platform.http.Stacks.failure;
import static dev.arrway.platform.http.Stacks.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.function.Function;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each way in which an upstream can fail one call, with real sockets. */
class UpstreamFaultsIT {
  private static final String CHUNKED =
      "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

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

  private HttpStack stack(RawServer server) {
    return stacks.open(Stacks.policy(server.port()));
  }

  private Future<HttpAnswer> get(HttpStack stack, CallLimits limits) {
    return on(vertx, () -> stack.send(HttpCall.get("test", "/api").limits(limits).build()));
  }

  private Future<HttpAnswer> get(HttpStack stack) {
    return get(stack, CallLimits.BUFFERED);
  }

  @Test
  void anUpstreamThatNeverAnswersTimesOutAtTheFirstByteLimit() {
    RawServer server = new RawServer(vertx, (socket, n) -> {});
    HttpStack stack = stack(server);
    long begun = System.nanoTime();
    assertThat(code(get(stack, Stacks.quick()))).isEqualTo(FailureCode.UPSTREAM_TIMEOUT);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(2));
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
  }

  @Test
  void aBlackHoleTimesOutAtTheConnectLimit() throws IOException {
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      // The kernel completes a backlog of handshakes and then drops: what follows is a black hole.
      for (int i = 0; i < 4; i++) {
        vertx
            .createNetClient()
            .connect(full.getLocalPort(), "127.0.0.1")
            .onSuccess(socket -> socket.exceptionHandler(ignored -> {}));
      }
      HttpStack stack = stacks.open(Stacks.policy(full.getLocalPort()));
      await().pollDelay(Duration.ofMillis(200)).until(() -> true);
      long begun = System.nanoTime();
      assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_CONNECT_TIMEOUT);
      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofMillis(2_500), Duration.ofSeconds(5));
    }
  }

  @Test
  void aRefusedConnectionFailsAtOnce() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    HttpStack stack = stacks.open(Stacks.policy(port));
    assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_REFUSED);
    long begun = System.nanoTime();
    assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_REFUSED);
    assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(1));
  }

  @Test
  void aTruncatedAnswerIsNoAnswer() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) ->
                socket.end(Buffer.buffer("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2")));
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_TRUNCATED);
  }

  @Test
  void aConnectionResetWithinTheBodyIsEvicted() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) -> {
              socket.write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,2");
              vertx.setTimer(50, ignored -> reset(socket));
            });
    HttpStack stack = stack(server);
    assertThat(code(get(stack))).isIn(FailureCode.UPSTREAM_RESET, FailureCode.UPSTREAM_TRUNCATED);
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
  }

  @Test
  void aByteASecondIsCutAtTheWholeLimitAndSilenceAtTheIdleLimit() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) -> {
              socket.write(CHUNKED);
              long timer = vertx.setPeriodic(50, ignored -> socket.write("1\r\n1\r\n"));
              socket.closeHandler(ignored -> vertx.cancelTimer(timer));
            });
    CallLimits limits = Stacks.quick().withWhole(Duration.ofMillis(900));
    assertThat(code(get(stack(server), limits))).isEqualTo(FailureCode.UPSTREAM_TIMEOUT);

    RawServer silent = RawServer.answering(vertx, CHUNKED + "1\r\n1\r\n");
    HttpStack stack = stack(silent);
    assertThat(failure(get(stack, Stacks.quick())).failure().detail()).contains("silent");
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
  }

  @Test
  void fiveHundredMegabytesAreStoppedAtTheLimit() {
    long[] written = new long[1];
    RawServer server = new RawServer(vertx, (socket, n) -> flood(socket, written, 500L << 20));
    HttpStack stack = stack(server);
    assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
    // What the kernel holds on both sides is written but never read.
    assertThat(written[0]).isLessThan(80L << 20);
  }

  @Test
  void anAnnouncedLengthBeyondTheLimitIsNotReadAtAll() {
    RawServer server =
        RawServer.answering(vertx, "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n[");
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
  }

  @Test
  void aGzipBombIsStoppedAtTheLimit() throws IOException {
    byte[] bomb = gzip(200 << 20);
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) ->
                socket.write(
                    Buffer.buffer(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                + bomb.length
                                + "\r\n\r\n")
                        .appendBytes(bomb)));
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
  }

  @Test
  void anAnswerCompressedUnaskedIsInflated() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write("{\"a\":1}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) ->
                socket.write(
                    Buffer.buffer(
                            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: "
                                + bytes.size()
                                + "\r\n\r\n")
                        .appendBytes(bytes.toByteArray())));
    assertThat(await(get(stack(server))).body().toString()).isEqualTo("{\"a\":1}");
    assertThat(server.heads.get(0))
        .containsIgnoringCase("accept-encoding: identity")
        .contains("Arrway/");
  }

  @ParameterizedTest
  @CsvSource({
    "text/html, <!DOCTYPE html><p>Log in</p>",
    "application/json, <!doctype HTML><p>Log in</p>",
    "application/json, <html>",
    "application/octet-stream, <?xml version='1.0'?><error/>",
  })
  void aWebPageIsNoData(String type, String body) {
    RawServer server = RawServer.answering(vertx, RawServer.ok(type, body));
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_HTML);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":|UPSTREAM_BAD_JSON",
        "nonsense|UPSTREAM_BAD_JSON",
        "null|UPSTREAM_UNEXPECTED",
        "{}|UPSTREAM_UNEXPECTED",
        "7|UPSTREAM_UNEXPECTED",
        "{\"a\":\"b\"}|UPSTREAM_UNEXPECTED",
      })
  void jsonThatIsNoListHasItsOwnCode(String body, FailureCode expected) {
    RawServer server = RawServer.answering(vertx, RawServer.ok("application/json", body));
    HttpStack stack = stack(server);
    assertThat(code(get(stack).map(answer -> WireJson.readList(answer, rows()))))
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "401, UPSTREAM_AUTH_FAILED",
    "403, UPSTREAM_AUTH_FAILED",
    "404, UPSTREAM_NOT_FOUND",
    "400, UPSTREAM_REJECTED",
    "500, UPSTREAM_ERROR",
    "429, UPSTREAM_RATE_LIMITED",
  })
  void aStatusHasItsCodeAndItsBodyStaysInside(int status, FailureCode expected) {
    RawServer server =
        RawServer.answering(vertx, "HTTP/1.1 " + status + " X\r\nContent-Length: 6\r\n\r\n<b>no!");
    HttpStack stack = stack(server);
    assertThat(failure(get(stack)).failure())
        .satisfies(
            failure -> {
              assertThat(failure.code()).isEqualTo(expected);
              assertThat(failure.detail()).doesNotContain("<b>");
            });
    assertThat(stack.stats().attempts()).isEqualTo(1);
  }

  @Test
  void anAcceptedStatusBringsItsBody() {
    RawServer server =
        RawServer.answering(
            vertx,
            "HTTP/1.1 400 Bad\r\nContent-Length: 12\r\n\r\n[{\"field\":1}]".replace("12", "13"));
    HttpStack stack = stack(server);
    HttpAnswer answer =
        await(on(vertx, () -> stack.send(HttpCall.post("add", "/x").accept(400).build())));
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().toString()).isEqualTo("[{\"field\":1}]");
  }

  @Test
  void headersOfAHundredKilobytesAreRefused() {
    RawServer server =
        RawServer.answering(vertx, "HTTP/1.1 200 OK\r\nX-Big: " + "x".repeat(100_000) + "\r\n\r\n");
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_HEADERS_TOO_LARGE);
  }

  @Test
  void anAnswerThatIsNoHttpIsUnexpected() {
    RawServer server = RawServer.answering(vertx, "SSH-2.0-OpenSSH_9.2\r\n\r\n");
    assertThat(code(get(stack(server)))).isEqualTo(FailureCode.UPSTREAM_UNEXPECTED);
  }

  @Test
  void bytesBeyondTheAnswerReachNobody() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) ->
                socket.write(
                    RawServer.ok("application/json", "[" + n + "]")
                        + (n == 1 ? RawServer.ok("application/json", "[666]") : "")));
    HttpStack stack = stack(server);
    assertThat(await(get(stack)).body().toString()).isEqualTo("[1]");
    assertThat(await(get(stack)).body().toString()).isEqualTo("[2]");
    assertThat(server.connections).hasValue(2);
  }

  @Test
  void aKeptConnectionThatClosesIsReplacedOnceForAGet() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) -> {
              if (n == 2) {
                socket.close();
              } else {
                socket.write(RawServer.ok("application/json", "[" + n + "]"));
              }
            });
    HttpStack stack = stack(server);
    assertThat(await(get(stack)).body().toString()).isEqualTo("[1]");
    assertThat(await(get(stack)).body().toString()).isEqualTo("[3]");
    assertThat(stack.stats().attempts()).isEqualTo(2);
  }

  /** The upstream may have worked on the call until then, and would do so again. */
  @Test
  void aKeptConnectionThatClosesLateIsNotReplaced() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) -> {
              if (n == 1) {
                socket.write(RawServer.ok("application/json", "[1]"));
              } else {
                vertx.setTimer(1_500, late -> socket.close());
              }
            });
    HttpStack stack = stack(server);
    assertThat(await(get(stack)).body().toString()).isEqualTo("[1]");
    assertThat(code(get(stack))).isEqualTo(FailureCode.UPSTREAM_RESET);
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void aKeptConnectionThatClosesFailsAPost() {
    RawServer server =
        new RawServer(
            vertx,
            (socket, n) -> {
              if (n == 2) {
                socket.close();
              } else {
                socket.write(RawServer.ok("application/json", "[" + n + "]"));
              }
            });
    HttpStack stack = stack(server);
    assertThat(await(get(stack)).status()).isEqualTo(200);
    assertThat(code(on(vertx, () -> stack.send(HttpCall.post("add", "/x").build()))))
        .isEqualTo(FailureCode.UPSTREAM_RESET);
    assertThat(server.requests).hasValue(2);
  }

  @Test
  void aCallersDeadlineEndsTheCallAndFreesTheConnection() {
    RawServer server = new RawServer(vertx, (socket, n) -> {});
    HttpStack stack = stack(server);
    Deadline deadline = Deadline.in(Duration.ofMillis(200));
    assertThat(
            code(on(vertx, () -> stack.send(HttpCall.get("test", "/").deadline(deadline).build()))))
        .isEqualTo(FailureCode.DEADLINE_EXCEEDED);
    await().untilAsserted(() -> assertThat(stack.stats().openConnections()).isZero());
  }

  private static void reset(NetSocket socket) {
    io.vertx.core.internal.net.NetSocketInternal inner =
        (io.vertx.core.internal.net.NetSocketInternal) socket;
    inner
        .channelHandlerContext()
        .channel()
        .config()
        .setOption(io.netty.channel.ChannelOption.SO_LINGER, 0);
    inner.channelHandlerContext().close();
  }

  private void flood(NetSocket socket, long[] written, long total) {
    if (written[0] == 0) {
      socket.write(CHUNKED);
    }
    Buffer chunk = Buffer.buffer("10000\r\n").appendBytes(new byte[0x10000]).appendString("\r\n");
    while (!socket.writeQueueFull() && written[0] < total) {
      written[0] += 0x10000;
      socket.write(chunk);
    }
    socket.drainHandler(ignored -> flood(socket, written, total));
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      byte[] block = new byte[1 << 20];
      for (int i = 0; i < zeros; i += block.length) {
        out.write(block);
      }
    }
    return bytes.toByteArray();
  }

  private static RowReader<JsonNode, JsonNode> rows() {
    return new RowReader<>("row.list", JsonNode.class, Function.identity(), new SkippedRows());
  }
}
