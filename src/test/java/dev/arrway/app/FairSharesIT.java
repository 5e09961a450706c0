package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** One user floods what all share; another finds it working. Both may call this machine. */
class FairSharesIT {
  private static final String KEY = "0123456789abcdef0123456789abcdef";
  private static final String SMALL =
      "#EXTM3U\n#EXTINF:-1,A (2001)\nhttp://h/1.mkv\n#EXTINF:-1,B (2002)\nhttp://h/2.mkv\n";

  private static TestGateway gateway;
  private static Vertx vertx;
  private static HttpServer server;
  private static Api mallory;
  private static Api bob;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of(KEY),
            Map.of(
                "limits.factor", "20",
                "limits.calls", "1",
                "limits.bulk_imports", "1",
                "limits.instances", "1"));
    gateway.newUser("mallory", "admin");
    gateway.newUser("bob", "admin");
    mallory = gateway.login("mallory");
    bob = gateway.login("bob");
    vertx = Vertx.vertx();
    server =
        Futures.await(
            vertx.createHttpServer().requestHandler(FairSharesIT::answer).listen(0, "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    gateway.close();
    Futures.await(server.close());
    Futures.await(vertx.close());
  }

  /** An endless playlist, a small one, and a Radarr that says who it is and then nothing more. */
  private static void answer(HttpServerRequest request) {
    if (request.path().startsWith("/endless")) {
      endless(request.response().setChunked(true));
    } else if (request.path().startsWith("/small")) {
      assertThat(request.response().end(SMALL)).isNotNull();
    } else if (request.path().endsWith("/system/status")) {
      String status = "{\"appName\":\"Radarr\",\"version\":\"5.14.0.9383\"}";
      assertThat(request.response().putHeader("Content-Type", "application/json").end(status))
          .isNotNull();
    }
  }

  private static void endless(HttpServerResponse to) {
    Future<Void> begun = to.write("#EXTM3U\n");
    assertThat(begun).isNotNull();
    long timer =
        vertx.setPeriodic(
            250,
            tick -> {
              if (!to.closed()) {
                Future<Void> written = to.write(("# " + "x".repeat(98) + "\n").repeat(200));
                assertThat(written).isNotNull();
              }
            });
    to.closeHandler(gone -> vertx.cancelTimer(timer));
  }

  private static String at(String path) {
    return "http://127.0.0.1:" + server.actualPort() + path;
  }

  private static long add(Api api, String path) {
    Api.Reply made = api.post("/playlists", Map.of("name", path, "url", at(path)));
    assertThat(made.status()).as(made.text()).isEqualTo(202);
    return made.id();
  }

  private static JsonNode settled(Api api, long id) {
    return await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> api.get("/playlists/" + id).json(),
            shown -> !shown.path("status").asText().equals("importing"));
  }

  @Test
  void endlessPlaylistsOfOneUserDoNotBlockAnImportOfAnother() {
    List<Long> flood = IntStream.range(0, 20).mapToObj(i -> add(mallory, "/endless" + i)).toList();
    JsonNode ready = settled(bob, add(bob, "/small"));
    assertThat(ready.path("status").asText()).as(ready.toString()).isEqualTo("ready");
    assertThat(flood)
        .allMatch(id -> mallory.get("/playlists/" + id).at("/status").asText().equals("importing"));
    flood.forEach(id -> mallory.delete("/playlists/" + id));
  }

  @Test
  void slowUploadsOfOneUserDoNotBlockAnUploadOfAnother() throws IOException {
    List<Socket> flood = new ArrayList<>();
    try {
      for (int i = 0; i < 13; i++) {
        flood.add(stalledUpload("stalled" + i));
      }
      // Five are read, eight wait; the next is too many.
      String refused =
          await().atMost(Duration.ofSeconds(20)).until(this::oneMore, a -> !a.isEmpty());
      assertThat(refused).contains("429").contains("limit_exceeded", "limits.uploads");
      Api.Reply uploaded = bob.upload("/playlists", "bobs", SMALL.getBytes(StandardCharsets.UTF_8));
      assertThat(uploaded.status()).as(uploaded.text()).isEqualTo(202);
      assertThat(settled(bob, uploaded.id()).path("status").asText()).isEqualTo("ready");
      // Who sends nothing loses the slot.
      assertThat(answerOf(flood.get(0), 60_000)).contains("408", "limits.transfer_rate");
    } finally {
      for (Socket each : flood) {
        each.close();
      }
    }
  }

  private String oneMore() throws IOException {
    try (Socket socket = stalledUpload("one more")) {
      return answerOf(socket, 3_000);
    }
  }

  private static Socket stalledUpload(String name) throws IOException {
    URI uri = URI.create(gateway.gateway().url());
    Socket socket = new Socket("127.0.0.1", uri.getPort());
    String form =
        "--xYzZY\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
            + name
            + "\r\n--xYzZY\r\nContent-Disposition: form-data; name=\"file\"; filename=\"l.m3u\"\r\n"
            + "Content-Type: audio/x-mpegurl\r\n\r\n#EXTM3U\n";
    String head =
        "POST /api/v1/playlists HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
            + mallory.token()
            + "\r\n"
            + "Content-Type: multipart/form-data; boundary=xYzZY\r\n"
            + "Content-Length: 900000\r\n\r\n";
    OutputStream out = socket.getOutputStream();
    out.write((head + form).getBytes(StandardCharsets.UTF_8));
    out.flush();
    return socket;
  }

  /** The answer up to the end of its problem; empty when none comes in time. */
  private static String answerOf(Socket socket, int millis) throws IOException {
    socket.setSoTimeout(millis);
    StringBuilder answer = new StringBuilder();
    try {
      while (answer.indexOf("}") < 0) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return answer.toString();
        }
        answer.append((char) next);
      }
    } catch (SocketTimeoutException silent) {
      return "";
    }
    return answer.toString();
  }

  private static long hungInstance(Api api) {
    Api.Reply made =
        api.post(
            "/instances",
            Map.of("name", "Hung", "instance_type", "radarr", "url", at(""), "api_key", KEY));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    return made.id();
  }

  @Test
  void callsAndImportsOfOneUserToAHungInstanceDoNotBlockAnother() {
    long hung = hungInstance(mallory);
    long films = gateway.addRadarr(bob, "Films");
    List<String> ids =
        gateway.radarr().library().catalogue().part(gateway.radarr().library().size(), 3).stream()
            .map(title -> "tmdb:" + title.id())
            .toList();
    Map<String, Object> source = Map.of("type", "text", "content", String.join("\n", ids));
    for (int i = 0; i < 22; i++) {
      Api.Reply begun = mallory.post("/imports", ImportRig.request(hung, source));
      assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    }
    List<CompletableFuture<Api.Reply>> calls =
        IntStream.range(0, 60)
            .mapToObj(
                i ->
                    CompletableFuture.supplyAsync(
                        () -> mallory.get("/instances/" + hung + "/quality-profiles"),
                        task -> new Thread(task, "call " + i).start()))
            .toList();
    Api.Reply begun = bob.post("/imports", ImportRig.request(films, source));
    assertThat(begun.status()).as(begun.text()).isEqualTo(202);
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> bob.get("/imports/" + begun.id()).at("/status").asText().equals("completed"));
    List<Api.Reply> answers = calls.stream().map(CompletableFuture::join).toList();
    assertThat(answers).anyMatch(one -> one.status() == 429 && one.text().contains("limits.calls"));
  }

  @Test
  void aUserHasALimitedNumberOfInstances() {
    gateway.newUser("carol", "admin");
    Api carol = gateway.login("carol");
    List<Integer> statuses =
        IntStream.range(0, 30)
            .parallel()
            .mapToObj(
                i ->
                    carol
                        .post(
                            "/instances",
                            Map.of(
                                "name",
                                "Inst" + i,
                                "instance_type",
                                "radarr",
                                "url",
                                at(""),
                                "enabled",
                                false,
                                "api_key",
                                KEY))
                        .status())
            .toList();
    assertThat(carol.get("/instances").at("/total").asInt()).isEqualTo(20);
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(20);
    assertThat(statuses).contains(429);
  }
}
