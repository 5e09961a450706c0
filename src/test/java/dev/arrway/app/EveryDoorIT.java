package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.platform.config.ConfigLoader;
import dev.arrway.platform.config.ConfigSources;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Rows;
import dev.arrway.platform.store.Store;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Tuple;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Eight writers, readers on every door who come and go, and a gateway that is killed in between:
 * each reader sees each event of its own once and in order, and nothing of anybody else.
 */
class EveryDoorIT {
  private static final int WRITERS = 8;
  private static final int DOORS = 4;

  private final Vertx vertx = Vertx.vertx();
  private final EventLog log = new SqlEventLog();
  private final List<DoorReader> readers = new ArrayList<>();
  private final AtomicReference<URI> address = new AtomicReference<>();
  @TempDir private Path data;
  private GatewayProcess process;
  private int bridge;
  private Api admin;

  @BeforeEach
  void start() throws Exception {
    bridge = freePort();
    process =
        new GatewayProcess(
            data,
            Map.of(
                "ARRWAY_TCP_BRIDGE_ENABLED",
                "true",
                "ARRWAY_TCP_BRIDGE_PORT",
                Integer.toString(bridge)));
    address.set(URI.create(process.start()));
    admin =
        new Api(address.get().toString())
            .setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
  }

  /** The bridge keeps its port while gateways come and go. */
  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  @AfterEach
  void stop() throws Exception {
    readers.forEach(DoorReader::close);
    Futures.await(vertx.close());
    process.close();
  }

  @Test
  void everyReaderSeesItsOwnOnceAndInOrder() throws Exception {
    exactlyOnce(4_000, 2);
  }

  @Test
  @Tag("soak")
  void everyReaderSeesItsOwnOfAHundredThousandOnceAndInOrder() throws Exception {
    exactlyOnce(100_000, 8);
  }

  private void exactlyOnce(int events, int kills) throws Exception {
    List<Long> owners = List.of(follow(admin), follow(second()));
    Database database =
        Futures.await(
                Store.openBeside(
                    vertx,
                    ConfigLoader.load(
                        ConfigSources.ofProcess(
                            Optional.empty(),
                            Map.of("data.dir", data.resolve("arrway").toString())))))
            .database();
    AtomicInteger written = new AtomicInteger();
    ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
    List<Future<?>> writing = new ArrayList<>();
    for (int writer = 0; writer < WRITERS; writer++) {
      writing.add(writers.submit(() -> write(database, owners, events, written)));
    }
    for (int kill = 1; kill <= kills; kill++) {
      int until = events * kill / (kills + 1);
      await().atMost(Duration.ofMinutes(5)).until(() -> written.get() >= until);
      process.kill();
      address.set(URI.create(process.start()));
    }
    for (Future<?> done : writing) {
      done.get();
    }
    writers.shutdown();
    for (DoorReader reader : readers) {
      List<Long> all = own(database, owners.get(readers.indexOf(reader) / DOORS), reader);
      await()
          .atMost(Duration.ofMinutes(5))
          .untilAsserted(() -> assertThat(reader.ids).hasSizeGreaterThanOrEqualTo(all.size()));
      assertThat(reader.ids).as(reader.getClass().getSimpleName()).isEqualTo(all);
      assertThat(reader.resets).isEmpty();
      System.out.printf(
          "%s saw %d events over %d connections%n",
          reader.getClass().getSimpleName(), all.size(), reader.connections);
    }
  }

  private Api second() {
    admin.post(
        "/users",
        Map.of("username", "second", "password", TestGateway.ADMIN_PASSWORD, "role", "user"));
    return new Api(address.get().toString()).login("second", TestGateway.ADMIN_PASSWORD);
  }

  /** Readers of a user on every door; gives the user's id. */
  private long follow(Api user) {
    String key =
        user.post("/auth/api-keys", Map.of("name", "reader", "scopes", List.of("read")))
            .at("/key")
            .asText();
    String list = "#EXTM3U\n#EXTINF:-1,First (2001)\nhttp://provider.example/1.mkv\n";
    user.upload("/playlists", "First event", list.getBytes(StandardCharsets.UTF_8));
    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> user.get("/events/history").at("/total").asInt() > 0);
    String cursor = user.get("/events/history?limit=1").at("/items/0/cursor").asText();
    readers.add(DoorReader.sse(address::get, key, cursor).begin());
    readers.add(DoorReader.webSocket(address::get, key, cursor).begin());
    readers.add(DoorReader.sockJs(address::get, key, cursor).begin());
    readers.add(DoorReader.tcp(address::get, bridge, key, cursor).begin());
    return user.get("/auth/me").at("/id").asLong();
  }

  private void write(Database database, List<Long> owners, int events, AtomicInteger written) {
    Random random = new Random();
    while (written.getAndIncrement() < events) {
      List<EventDraft> drafts = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        long owner = owners.get(random.nextInt(owners.size()));
        drafts.add(new EventDraft(owner, null, "movie.added", Map.of("title", "A movie")));
      }
      Futures.await(database.asSystem(c -> log.append(c, drafts)));
    }
  }

  private static List<Long> own(Database database, long owner, DoorReader reader) {
    return Futures.await(
        database.asUser(
            owner,
            c ->
                c.preparedQuery("SELECT id FROM event WHERE owner_id = $1 AND id > $2 ORDER BY id")
                    .execute(Tuple.of(owner, reader.from()))
                    .map(Rows.list(row -> row.getLong(0)))));
  }
}
