package dev.arrway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.sandbox.radarr.RadarrSandbox;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each fault, seen by a client over a real socket. */
class SandboxFaultsIT {
  private static final String MOVIES = "/api/v3/movie";
  private Vertx vertx;
  private SandboxServer server;
  private Client client;

  @BeforeEach
  void open() {
    vertx = Running.vertx();
    server = Running.await(RadarrSandbox.start(vertx, SandboxSettings.of(20))).server();
    client = new Client(server);
  }

  @AfterEach
  void close() {
    Running.await(vertx.close());
  }

  private HttpResponse<String> with(Fault fault) {
    server.faults().replace(java.util.List.of(fault));
    return client.get(MOVIES);
  }

  /** Everything the server sends on a plain socket until it closes. */
  private String raw(Fault fault) throws IOException {
    server.faults().replace(java.util.List.of(fault));
    try (var socket = socket()) {
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private Socket socket() throws IOException {
    var socket = new Socket("127.0.0.1", server.port());
    socket.setSoTimeout(20_000);
    var request = "GET " + MOVIES + " HTTP/1.1\r\nHost: x\r\n\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  @Test
  void statusesComeWithTheirHeaders() {
    var limited = with(Fault.status(429).header("Retry-After", "7"));
    assertThat(limited.statusCode()).isEqualTo(429);
    assertThat(limited.headers().firstValue("Retry-After")).contains("7");
    var dated = with(Fault.status(503).header("Retry-After", "{now+60}").text("busy"));
    assertThat(dated.headers().firstValue("Retry-After").orElse("")).matches("\\w{3}, .* GMT");
    assertThat(dated.body()).isEqualTo("busy");
  }

  @Test
  void faultsKeepToTheirPathMethodCountAndChance() {
    server.faults().add(Fault.status(503).on("/api/v3/movie*").method("GET").times(2));
    assertThat(client.get("/api/v3/tag").statusCode()).isEqualTo(200);
    assertThat(client.get(MOVIES).statusCode()).isEqualTo(503);
    assertThat(client.get("/api/v3/movie/1").statusCode()).isEqualTo(503);
    assertThat(client.get(MOVIES).statusCode()).isEqualTo(200);
    assertThat(server.faults().list().get(0).taken()).isEqualTo(2);
    server.faults().replace(java.util.List.of(Fault.status(500).chance(0.5)));
    var failed = 0;
    for (var i = 0; i < 200; i++) {
      failed += client.get("/api/v3/tag").statusCode() == 500 ? 1 : 0;
    }
    assertThat(failed).isBetween(60, 140);
  }

  @Test
  void bodiesThatAreNotWhatTheySeem() {
    assertThat(with(Fault.of(FaultKind.LOGIN_PAGE)).headers().firstValue("Content-Type").orElse(""))
        .startsWith("text/html");
    assertThatThrownBy(() -> new JsonArray(with(Fault.of(FaultKind.BROKEN_JSON)).body()))
        .isInstanceOf(RuntimeException.class);
    assertThat(with(Fault.body("null")).body()).isEqualTo("null");
    assertThat(with(Fault.body("{}")).body()).isEqualTo("{}");
    var wrong = new JsonArray(with(Fault.of(FaultKind.WRONG_TYPES)).body()).getJsonObject(0);
    assertThat(wrong.getValue("title")).isEqualTo(42);
    assertThat(with(Fault.of(FaultKind.DEEP)).body()).hasSize(200_000).startsWith("[[[[");
  }

  @Test
  void delayGivesTheRealAnswerLate() {
    var began = System.nanoTime();
    assertThat(with(Fault.delay(300)).body()).startsWith("[{");
    assertThat(System.nanoTime() - began).isGreaterThan(300_000_000L);
  }

  @Test
  void hangNeverAnswers() {
    server.faults().add(Fault.of(FaultKind.HANG));
    var request = client.request(MOVIES).timeout(Duration.ofMillis(400)).build();
    assertThatThrownBy(() -> client.send(request))
        .isInstanceOf(UncheckedIOException.class)
        .hasCauseInstanceOf(HttpTimeoutException.class);
    assertThat(server.requests().count("GET", MOVIES)).isEqualTo(1);
  }

  @Test
  void truncatedBodiesAreDeclaredWholeAndCutInTheMiddle() throws IOException {
    var answer = raw(Fault.of(FaultKind.TRUNCATE));
    assertThat(answer.toLowerCase()).contains("content-length: 100000");
    assertThat(answer.length()).isBetween(50_000, 51_000);
  }

  @Test
  void resetsAreResets() {
    assertThatThrownBy(() -> raw(Fault.of(FaultKind.RESET)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
    assertThatThrownBy(() -> raw(Fault.of(FaultKind.RESET_MID_BODY)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("reset");
  }

  @Test
  void slowBodiesTrickle() throws IOException {
    server.faults().add(Fault.of(FaultKind.SLOW));
    try (var socket = socket()) {
      var received = new StringBuilder();
      var began = System.nanoTime();
      while (!received.toString().matches("(?s).*\r\n\r\n\\[ {2}$")) {
        received.append((char) socket.getInputStream().read());
      }
      assertThat(System.nanoTime() - began).isGreaterThan(1_500_000_000L);
    }
  }

  private static long count(InputStream in) throws IOException {
    var chunk = new byte[1 << 16];
    var total = 0L;
    for (var n = in.read(chunk); n >= 0; n = in.read(chunk)) {
      total += n;
    }
    return total;
  }

  private InputStream open(Fault fault) throws Exception {
    server.faults().replace(java.util.List.of(fault));
    return HttpClient.newHttpClient()
        .send(client.request(MOVIES).build(), HttpResponse.BodyHandlers.ofInputStream())
        .body();
  }

  @Test
  void hugeBodiesAndGzipBombsAreMadeAsTheyAreRead() throws Exception {
    try (var huge = open(Fault.of(FaultKind.HUGE))) {
      assertThat(count(huge)).isEqualTo(500_000_000L);
    }
    try (var bomb = open(Fault.of(FaultKind.GZIP_BOMB))) {
      var packed = new java.io.ByteArrayInputStream(bomb.readAllBytes());
      assertThat(packed.available()).isBetween(500_000, 2_000_000);
      assertThat(count(new GZIPInputStream(packed))).isEqualTo(1L << 30);
    }
  }

  @Test
  void headersCanBeTooLong() throws IOException {
    server.faults().add(Fault.of(FaultKind.BIG_HEADERS));
    try (var socket = socket()) {
      var head = new String(socket.getInputStream().readNBytes(90_000), StandardCharsets.US_ASCII);
      assertThat(head).contains("x".repeat(80_000));
    }
  }

  @Test
  void redirectsLeadElsewhereOrNowhere() {
    var away = with(Fault.redirect("http://elsewhere.example.invalid/"));
    assertThat(away.statusCode()).isEqualTo(302);
    assertThat(away.headers().firstValue("Location")).contains("http://elsewhere.example.invalid/");
    assertThat(with(Fault.of(FaultKind.REDIRECT_LOOP)).headers().firstValue("Location"))
        .contains(MOVIES);
  }

  @Test
  void aClosedServerRefusesAndComesBackOnItsPortWithItsState() {
    var port = server.port();
    Running.await(server.close());
    assertThatThrownBy(() -> client.get(MOVIES))
        .hasCauseInstanceOf(java.net.ConnectException.class);
    Running.await(server.reopen());
    assertThat(server.port()).isEqualTo(port);
    assertThat(client.array(MOVIES)).hasSize(20);
  }

  @Test
  void peopleSetFaultsOverHttp() {
    var fault =
        new JsonObject()
            .put("kind", "status")
            .put("status", 503)
            .put("path", MOVIES)
            .put("count", 1);
    assertThat(client.send("PUT", "/sandbox/faults", fault).statusCode()).isEqualTo(200);
    assertThat(client.get(MOVIES).statusCode()).isEqualTo(503);
    assertThat(client.array("/sandbox/faults").getJsonObject(0).getInteger("taken")).isEqualTo(1);
    var unknown = client.send("PUT", "/sandbox/faults", new JsonObject().put("kind", "nonsense"));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("gzipBomb");
    assertThat(client.send("DELETE", "/sandbox/faults", "").body()).isEqualTo("[]");
    assertThat(client.object("/sandbox").fieldNames()).contains("PUT /sandbox/faults", "fault");
    assertThat(
            client.object("/sandbox/requests").getJsonObject("paths").getInteger("GET " + MOVIES))
        .isEqualTo(1);
  }

  @Test
  void connectionsAreCounted() throws IOException {
    try (var one = socket();
        var two = socket()) {
      Awaitility.await().until(() -> server.requests().open() == 2);
      assertThat(one.isConnected() && two.isConnected()).isTrue();
    }
    Awaitility.await().until(() -> server.requests().open() == 0);
    assertThat(server.requests().connections()).isEqualTo(2);
    assertThat(server.requests().openAtMost()).isEqualTo(2);
    assertThat(server.requests().last()).allMatch(seen -> !seen.keySent());
  }
}
