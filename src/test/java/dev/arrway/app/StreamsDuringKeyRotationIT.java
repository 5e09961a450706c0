package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.app.OpenConnection.Kind;
import dev.arrway.app.OpenConnection.Shown;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Open connections and running calls while the keys that sign and encrypt are rotated. */
class StreamsDuringKeyRotationIT {
  private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static TestGateway gateway;

  /** Connections that do not subscribe are closed after 30 seconds; slow machines need more. */
  private static final Duration TO_SUBSCRIBE = Duration.ofSeconds(25);

  private static int names;

  @BeforeAll
  static void start() {
    gateway = TestGateway.startWithClock(Map.of("keys.master", MASTER), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  /** Calls again and again in a thread of its own; remembers what was answered. */
  private static final class Calls implements AutoCloseable {
    final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final Thread thread;

    Calls(Api user) {
      thread =
          new Thread(
              () -> {
                while (!over.get()) {
                  statuses.add(user.get("/auth/me").status());
                  statuses.add(user.post("/auth/tickets").status());
                }
              },
              "caller");
      thread.start();
    }

    @Override
    public void close() throws InterruptedException {
      over.set(true);
      thread.join();
    }
  }

  private static void happen(Api user) {
    byte[] list =
        "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://p.example/1.mkv\n"
            .getBytes(StandardCharsets.UTF_8);
    Api.Reply made = user.upload("/playlists", "list" + ++names, list);
    assertThat(made.status()).as(made.text()).isEqualTo(202);
  }

  private static void assertUnbroken(Rotation rotation) throws Exception {
    Api user = gateway.admin();
    List<OpenConnection> open = new ArrayList<>();
    long start = System.nanoTime();
    String key =
        user.post("/auth/api-keys", Map.of("name", "key" + ++names, "scopes", List.of("read")))
            .at("/key")
            .asText();
    for (Kind kind : Kind.values()) {
      open.add(kind.open(gateway, Shown.bearer(user)));
      open.add(kind.open(gateway, Shown.key(key)));
    }
    Calls calls = new Calls(user);
    try (calls) {
      rotation.run(calls);
      Api after = gateway.api().login("admin", TestGateway.ADMIN_PASSWORD);
      assertThat(after.get("/auth/me").status()).isEqualTo(200);
      assertThat(user.get("/auth/me").status()).isEqualTo(200);
      happen(after);
      open.stream().filter(it -> !it.name.endsWith("_IDLE")).forEach(it -> it.awaitEvents(1));
      if (System.nanoTime() - start > TO_SUBSCRIBE.toNanos()) {
        open.removeIf(it -> it.name.endsWith("_IDLE")); // those have been closed by now
      }
      open.forEach(OpenConnection::ping);
      assertThat(open).noneMatch(it -> it.ended).allMatch(it -> it.hints.isEmpty());
    } finally {
      open.forEach(OpenConnection::close);
    }
    assertThat(calls.statuses).allMatch(status -> status == 200 || status == 201);
  }

  /** A rotation of keys. */
  private interface Rotation {
    void run(Calls calls) throws Exception;
  }

  @Test
  void theKeyThatSignsIsRotatedAgainAndAgain() throws Exception {
    assertUnbroken(
        calls -> {
          for (int i = 0; i < 10; i++) {
            Futures.await(gateway.gateway().features().identity().signingKeys().rotate());
            Api fresh = gateway.api().login("admin", TestGateway.ADMIN_PASSWORD);
            assertThat(fresh.get("/auth/me").status()).as("a token of the new key").isEqualTo(200);
            int before = calls.statuses.size();
            await().atMost(Duration.ofSeconds(20)).until(() -> calls.statuses.size() > before + 2);
          }
        });
  }

  @Test
  void bothKeysAreRotatedByAnotherProcess() throws Exception {
    assertUnbroken(
        calls -> {
          rotateElsewhere();
          Futures.await(gateway.gateway().features().identity().maintain());
        });
  }

  /** Does what the command {@code keys rotate} does, with its pause for gateways that run. */
  private static void rotateElsewhere() throws Exception {
    ArrwayConfig config = TestGateway.config(gateway.database(), Map.of("keys.master", MASTER));
    Vertx vertx = Vertx.vertx();
    try {
      Futures.await(
          Store.openBeside(vertx, config)
              .compose(
                  store ->
                      store
                          .vault()
                          .addKey()
                          .compose(
                              key ->
                                  gateway
                                      .gateway()
                                      .features()
                                      .reloadKeys()
                                      .compose(read -> store.vault().promote(key)))
                          .compose(promoted -> rotateSigning(vertx, store))
                          .eventually(store::close)));
    } finally {
      Futures.await(vertx.close());
    }
  }

  private static Future<Void> rotateSigning(Vertx vertx, Store store) {
    return Offline.identity(
        vertx,
        store,
        identity ->
            identity.signingKeys().reencrypt().compose(keys -> identity.signingKeys().rotate()));
  }
}
