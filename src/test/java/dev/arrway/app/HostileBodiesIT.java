package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.gateway.RawConnection;
import dev.arrway.platform.store.Futures;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Floods of bodies and connections against one gateway with a small heap, which has to live. */
class HostileBodiesIT {
  private static final int IMPORT = 6_200_000;
  private static final String IMPORTS = "/api/v1/imports";

  @TempDir private static Path data;
  private static GatewayProcess process;
  private static Api admin;
  private static int port;
  private static int bridge;

  @BeforeAll
  static void start() throws Exception {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      bridge = free.getLocalPort();
    }
    process =
        new GatewayProcess(
            data,
            Map.of(
                "ARRWAY_TCP_BRIDGE_ENABLED",
                "true",
                "ARRWAY_TCP_BRIDGE_PORT",
                Integer.toString(bridge),
                "ARRWAY_HTTP_HEADER_TIMEOUT",
                "5s"));
    String url = process.start();
    port = URI.create(url).getPort();
    admin = new Api(url).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
  }

  /** Ends it as a supervisor does; it must still listen to that. */
  @AfterAll
  static void stop() throws Exception {
    process.close();
  }

  @AfterEach
  void theGatewayServesItsUsers() {
    assertThat(admin.get("/auth/me").status()).isEqualTo(200);
    assertThat(admin.login("admin", TestGateway.ADMIN_PASSWORD).get("/instances").status())
        .isEqualTo(200);
  }

  /** Runs clients at once; each gives the status that it was answered with, 0 for none. */
  private static List<Integer> flood(int clients, IntFunction<Integer> client) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(Math.min(clients, 120));
    try {
      List<Future<Integer>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int number = i;
        running.add(threads.submit(() -> client.apply(number)));
      }
      List<Integer> statuses = new ArrayList<>();
      for (Future<Integer> each : running) {
        statuses.add(each.get(120, TimeUnit.SECONDS));
      }
      return statuses;
    } finally {
      threads.shutdownNow();
    }
  }

  private static int post(String path, String token, byte[] body) {
    return post(path, token, "application/json", body);
  }

  private static int post(String path, String token, String type, byte[] body) {
    try (RawConnection connection = new RawConnection(port)) {
      connection.post(path, token, type, body.length);
      try {
        connection.send(body);
      } catch (IOException refused) {
        return connection.status();
      }
      return connection.status();
    } catch (IOException closed) {
      return 0;
    }
  }

  @Test
  void largeBodiesWithoutCredentials() throws Exception {
    byte[] body = new byte[IMPORT];
    List<Integer> statuses = flood(120, i -> post(IMPORTS, i % 2 == 0 ? "" : "forged", body));
    assertThat(statuses).contains(401).isSubsetOf(401, 429, 0);
  }

  @Test
  void manyLoginsOfOneMegabyte() throws Exception {
    byte[] body =
        "{\"username\":\"x\"".concat(" ".repeat(1_000_000)).getBytes(StandardCharsets.UTF_8);
    List<Integer> statuses = flood(200, i -> post("/api/v1/auth/login", "", body));
    assertThat(statuses).contains(413).isSubsetOf(413, 429, 0);
  }

  /** Users are bounded, too: what they send, and what becomes of it when it is parsed. */
  @ParameterizedTest
  @ValueSource(strings = {"\"k%d\":0,", "\"%d\":[[[]]],", "\"%d\":\"\\u00e9\\u00e9\\u00e9\","})
  void bodiesOfManyValuesOfAUser(String member) throws Exception {
    StringBuilder text = new StringBuilder("{");
    for (int i = 0; text.length() < IMPORT - 100; i++) {
      text.append(member.replace("%d", Integer.toString(i)));
    }
    byte[] body = text.append("\"z\":0}").toString().getBytes(StandardCharsets.UTF_8);
    List<Integer> statuses = flood(24, i -> post(IMPORTS, admin.token(), body));
    assertThat(statuses).isSubsetOf(413, 503, 0).containsAnyOf(413, 503);
  }

  /** Bodies that never end hold what they have sent until they are too slow. */
  @Test
  void unfinishedBodiesOfAUser() throws Exception {
    byte[] most = new byte[IMPORT - 1];
    List<Integer> statuses =
        flood(
            24,
            i -> {
              try (RawConnection connection = new RawConnection(port)) {
                connection.post(IMPORTS, admin.token(), IMPORT);
                try {
                  connection.send(most);
                } catch (IOException refused) {
                  return connection.status();
                }
                return connection.status();
              } catch (IOException closed) {
                return 0;
              }
            });
    assertThat(statuses).isSubsetOf(408, 503, 0).contains(503).contains(408);
  }

  @Test
  void filesThatAreHeldInMemory() throws Exception {
    byte[] form = new byte[30_000_000];
    byte[] head =
        ("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.torrent\"\r\n\r\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] tail = "\r\n--b--\r\n".getBytes(StandardCharsets.UTF_8);
    System.arraycopy(head, 0, form, 0, head.length);
    System.arraycopy(tail, 0, form, form.length - tail.length, tail.length);
    List<Integer> statuses =
        flood(
            12,
            i -> post("/api/v1/downloads", admin.token(), "multipart/form-data; boundary=b", form));
    assertThat(statuses).isSubsetOf(422, 503, 0).contains(503);
  }

  /** Frames over TCP are bodies as well. */
  @Test
  void framesThatNeverEnd() throws Exception {
    String identify =
        "{\"type\":\"ping\",\"headers\":{\"Authorization\":\"Bearer " + admin.token() + "\"}}";
    List<RawConnection> clients = new ArrayList<>();
    boolean refused = false;
    try {
      for (int i = 0; i < 90 && !refused; i++) {
        RawConnection client = new RawConnection(bridge);
        clients.add(client);
        try {
          client.send(frame(identify.getBytes(StandardCharsets.UTF_8)));
          client.send(ByteBuffer.allocate(4).putInt(1 << 20).array()).send(new byte[1_000_000]);
        } catch (IOException closed) {
          refused = true;
        }
      }
      assertThat(admin.get("/auth/me").status()).isEqualTo(200);
      // Before they are ended for being slow.
      assertThat(refused || clients.get(clients.size() - 1).isClosedWithin(Duration.ofSeconds(5)))
          .as("too many unfinished frames are refused")
          .isTrue();
    } finally {
      for (RawConnection client : clients) {
        client.close();
      }
    }
  }

  private static byte[] frame(byte[] json) {
    return ByteBuffer.allocate(4 + json.length).putInt(json.length).put(json).array();
  }

  /** Heads that never end, nothing at all, and a second head after a first request. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /ping HTTP/1.1\r\nHost: localhost\r\nX-A: ",
        "",
        "GET /ping HTTP/1.1\r\nX-B: "
      })
  void slowHeads(String text) throws Exception {
    List<RawConnection> slow = new ArrayList<>();
    int count = text.endsWith("X-A: ") ? 2_000 : 700;
    try {
      for (int i = 0; i < count; i++) {
        RawConnection connection = new RawConnection(port);
        slow.add(connection);
        try {
          if (text.endsWith("X-B: ")) {
            String first =
                connection.send("GET /ping HTTP/1.1\r\nHost: localhost\r\n\r\n").answer();
            assertThat(first).isNotNull();
          }
          connection.send(text);
        } catch (IOException closed) {
          continue; // it made room for another one
        }
        if (i % 350 == 349) {
          assertThat(admin.get("/auth/me").status()).isEqualTo(200);
        }
      }
      assertThat(post("/api/v1/auth/login", "", "{}".getBytes(StandardCharsets.UTF_8)))
          .isEqualTo(422);
      assertThat(slow.get(count - 1).isClosedWithin(Duration.ofSeconds(60))).isTrue();
    } finally {
      for (RawConnection connection : slow) {
        connection.close();
      }
    }
  }

  @Test
  void streamsThatAreTakenBackAtOnce() throws Exception {
    Vertx vertx = Vertx.vertx();
    try {
      HttpClientOptions options =
          new HttpClientOptions()
              .setProtocolVersion(HttpVersion.HTTP_2)
              .setHttp2ClearTextUpgrade(false);
      HttpClientConnection connection =
          Futures.await(
              vertx
                  .createHttpClient(options)
                  .connect(new HttpConnectOptions().setHost("127.0.0.1").setPort(port)));
      AtomicBoolean closed = new AtomicBoolean();
      connection.closeHandler(gone -> closed.set(true));
      connection.goAwayHandler(told -> closed.set(true));
      for (int i = 0; i < 2_000 && !closed.get(); i++) {
        connection
            .request(new RequestOptions().setMethod(HttpMethod.POST).setURI("/api/v1/auth/login"))
            .onSuccess(
                request -> {
                  request.setChunked(true);
                  request.write(Buffer.buffer("{")).onComplete(sent -> request.reset(8));
                });
        if (i % 100 == 99) {
          assertThat(admin.get("/auth/me").status()).isEqualTo(200);
        }
      }
      await().atMost(Duration.ofSeconds(30)).untilTrue(closed);
    } finally {
      Futures.await(vertx.close());
    }
  }
}
